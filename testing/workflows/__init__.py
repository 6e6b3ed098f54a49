"""Networks that break, and openssl as the judge of signatures."""
