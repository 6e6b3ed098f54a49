"""부정당업자 조회: whether a firm is excluded from tenders now."""
