"""Whether a certificate was revoked: lists, directories, responders, and what is kept."""
