"""The one door to asn1crypto, whose classes are made ready here before any thread uses them.

asn1crypto prepares each class at its first use and decodes each object as it is read, both without
a lock. So its classes are prepared while this module is imported, which one thread does, and its
objects belong to the thread that made them: nothing that is shared holds one.
"""

from collections.abc import Iterator
from typing import Any

from asn1crypto import algos, cms, core, crl, keys, ocsp, pem, tsp, x509

__all__ = ["algos", "cms", "core", "crl", "keys", "ocsp", "pem", "prepare", "tsp", "x509"]


def prepare() -> None:
    """Prepare every class there is by now; called again after others were defined elsewhere."""
    for kind in set(_below(core.Asn1Value)):
        if kind is not core.Choice:  # without alternatives, the only one that cannot be made
            kind()


def _below(kind: type[Any]) -> Iterator[type[Any]]:
    for below in kind.__subclasses__():
        yield below
        yield from _below(below)


prepare()
