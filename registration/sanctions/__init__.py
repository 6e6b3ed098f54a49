"""부정당업자 제재: the five documents (`documents`), and what becomes of a sanction (`course`)."""
