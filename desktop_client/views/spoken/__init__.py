"""How the window is told to assistive programs, where Qt's own roles say less than what is seen.

`roles.py` says what headings, menus and lists are; `documents.py` gives a text its tables and rows.
"""
