"""조직: what is registered, by whom it is used, and with which certificates."""
