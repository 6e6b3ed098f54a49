"""An assistive program: what a screen reader sees of the window, and what it can press and write.

`wire.py` speaks D-Bus, `desktop.py` starts a bus with a registry, `reader.py` finds and acts.
"""
