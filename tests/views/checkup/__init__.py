"""The screen of checks."""
