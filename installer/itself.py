"""Tells what the program that runs this knows of itself, as JSON: its version, what it is made of.

The Python of an installed program runs it on each system, without a window.
"""

import json

from desktop_client.work import Work
from desktop_client.workflows.components import components
from registration import program

libraries = components(Work())
told = {
    "version": program.version(),
    "libraries": [library.name for library in libraries],
    "without_terms": [library.name for library in libraries if not library.licence],
    "without_text": [library.name for library in libraries if not library.text],
}
print(json.dumps(told))
