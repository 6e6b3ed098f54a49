"""부정당업자: sanctions, what they block, and who may look them up."""
