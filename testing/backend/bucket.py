"""An S3-compatible object store on this computer (moto), and one that does not answer."""

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

from backend.config import Bucket, ObjectStoreSettings

NAME = "g2b-files"
ACCESS_KEY, SECRET_KEY = "AKIAPRACTICE", "practice-secret-of-the-store"
WAIT = 20


@contextmanager
def serving() -> Iterator[str]:
    """Run an object store with an empty bucket; its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # a line for each request
    server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    url = f"http://127.0.0.1:{server.port}"
    try:
        assert requests.put(f"{url}/{NAME}", timeout=WAIT).ok
        yield url
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def silent() -> Iterator[str]:
    """Listen, take connections and never answer; the address."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def settings(url: str, folder: Path, prefix: str, seconds: int = WAIT) -> dict[str, Any]:
    """Return the parts of a service's settings that name the store."""
    key = folder / "store.key"
    key.write_text(SECRET_KEY)
    store = ObjectStoreSettings(
        endpoint=url, access_key=ACCESS_KEY, secret_key=key, seconds=seconds
    )
    return {"attachments": Bucket(NAME, prefix), "object_store": store}
