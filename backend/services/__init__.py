"""What the service does, by subject."""
