"""CMP messages, their protection, and transactions with an independent server."""
