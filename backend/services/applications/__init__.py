"""신청: where applications stand, how they move, and what is printed of them."""
