"""Hands on a real window, fake parts behind it, and what every screen is checked for."""
