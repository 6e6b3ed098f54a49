"""Printed papers on the screen: preview, print, save as PDF."""
