"""심사: what officers see and decide, and what an approval brings about."""
