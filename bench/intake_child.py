"""The service that is filed with, and the floor.

`python -m bench.intake_child serve FOLDER sqlite|postgresql`, `… floor FOLDER`.

The service is a practice one that asks no registry and sends no messages: these are other work.
The floor is what no service that keeps its word can leave out of taking an application in.
"""

import json
import os
import secrets
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from backend.commands.practice import settings
from backend.server import Server, listen_here
from backend.service import Service
from backend.storage.migrate import upgrade
from practice.pki import Practice, build
from testing.backend.databases import Databases

RUNS, TIMES = 5, 60
KEPT_BYTES = 16 * 1024
"""What is kept of an application."""
_TABLE = "CREATE TABLE kept (position INTEGER PRIMARY KEY, what BLOB)"


def _serve(folder: Path, kind: str) -> None:
    databases = Databases(folder)
    place = databases.without_tables(kind)
    upgrade(place)
    config = settings(folder, build(folder / "pki")).model_copy(update={"database": place})
    with closing(databases), listen_here() as listener:
        about = {"url": f"http://127.0.0.1:{listener.getsockname()[1]}", "pid": os.getpid()}
        ready = json.dumps(about)
        server = Server(Service.open(config), ready=lambda: print(ready, flush=True))
        server.run(sockets=[listener])


def _floor(pki: Practice, folder: Path) -> float:
    """Three signatures verified, R opened, a receipt signed, and a synced commit."""
    key = load_pem_private_key((pki.service / "sign.key").read_bytes(), None)
    assert isinstance(key, RSAPrivateKey)
    public, scheme, message = key.public_key(), padding.PKCS1v15(), secrets.token_bytes(KEPT_BYTES)
    signature = key.sign(message, scheme, SHA256())
    oaep = padding.OAEP(padding.MGF1(SHA256()), SHA256(), None)
    sealed = public.encrypt(secrets.token_bytes(20), oaep)
    database = sqlite3.connect(folder / "floor.sqlite", isolation_level=None)
    for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", _TABLE):
        database.execute(statement)

    def once() -> None:
        for _ in range(3):
            public.verify(signature, message, scheme, SHA256())
        key.decrypt(sealed, oaep)
        key.sign(message, scheme, SHA256())
        database.execute("INSERT INTO kept (what) VALUES (?)", (message,))

    def spent() -> float:
        start = time.process_time()
        for _ in range(TIMES):
            once()
        return (time.process_time() - start) / TIMES

    try:
        return min(spent() for _ in range(RUNS))
    finally:
        database.close()


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        _serve(Path(sys.argv[2]), sys.argv[3])
    else:
        with tempfile.TemporaryDirectory() as own:
            print(_floor(Practice.load(Path(sys.argv[2]) / "pki"), Path(own)))
