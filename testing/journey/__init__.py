"""The whole journey of an applicant, played by itself through the real window.

Shown to newcomers where there is no display, and the first of the tests.
"""

from testing.journey.running import play, play_without_display

__all__ = ["play", "play_without_display"]
