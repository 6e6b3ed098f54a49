"""Whom to trust, and what a certificate is worth: path, policies, dates."""
