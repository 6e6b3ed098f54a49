"""The user's guide: a page for each screen, opened by F1 and read beside it."""
