"""Signatures and envelopes: CMS made and checked."""
