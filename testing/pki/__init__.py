"""Makers of odd and hostile certificates, keys and lists; servers and tokens to read them from."""
