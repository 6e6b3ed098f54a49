"""A service on this computer, and those who use it."""
