"""HTTP as this program speaks it: addresses as they are called, exchanges that end."""
