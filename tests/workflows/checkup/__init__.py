"""The checks of this computer."""
