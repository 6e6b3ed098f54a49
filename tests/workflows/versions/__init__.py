"""The version notice."""
