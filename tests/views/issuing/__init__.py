"""Having certificates issued."""
