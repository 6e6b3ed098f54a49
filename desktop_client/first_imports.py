"""The one place where the forms, and pydantic beneath them, are imported for the first time.

pydantic finds its parts lazily: a thread that begins to import it while another is half through
sees a package without them. So whatever may be the first to need it comes through here.
"""

import threading

_ALONE = threading.Lock()


def import_forms() -> None:
    """Import them, one thread at a time; at once where that was done before."""
    with _ALONE:
        import registration.forms.check
        import registration.wire  # noqa: F401
