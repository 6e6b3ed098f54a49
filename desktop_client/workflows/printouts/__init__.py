"""Printing: printouts set in type, as PDF and as pictures of their pages."""
