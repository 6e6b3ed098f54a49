"""Fuzzing: every reader of bytes from outside, fed with damaged ones for as long as one likes."""
