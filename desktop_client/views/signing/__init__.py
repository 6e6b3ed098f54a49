"""What the screens that sign share: the document to be signed, shown in full, and who signs."""
