"""`g2b-server practice`: a service of one's own, gone when its parent is gone."""

import argparse
import errno
import json
import logging
import os
import secrets
import shutil
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from backend.clock import utc_now
from backend.commands.output import say
from backend.config import Config, ConfigError, Keys, Notices, Registry, Trust
from desktop_client.pki import core_dumps
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import NotWritten
from desktop_client.pki.storage.lock import owned
from practice import addresses, files, registry
from practice.issuing import server as issuing
from practice.issuing.book import Code
from practice.issuing.server import PracticeCa
from practice.pki import Practice, build
from practice.place import (
    OFFICER,
    OFFICER_NPKI,
    OFFICER_PASSWORD,
    REGISTRY_KEY,
    SERVICE_ADDRESS,
    practice_folder,
)
from practice.samples import INSTITUTION
from practice.samples import OFFICER as OFFICER_SAMPLE

if TYPE_CHECKING:
    from backend.server import Server
    from backend.service import GivenCodes, Service

GRACE_SECONDS = 1
MOST_PORT = 65535
REGISTRY_SECONDS = 3
PREPARING_SECONDS = 120.0
"""For another practice service to prepare the same folder."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--folder", type=Path, help="where everything of it is kept")
    parser.add_argument("--port", type=_port, default=0, help="the port; a free one by default")


def _port(value: str) -> int:
    port = int(value)
    if not 0 <= port <= MOST_PORT:
        raise ValueError
    return port


def run(options: argparse.Namespace) -> int:
    """Serve on a free port of this computer until the standard input ends."""
    core_dumps.switch_off()
    parent = _Parent()
    folder: Path = (options.folder or practice_folder()).absolute()
    with ExitStack() as running:
        pki, service, ca, address_url = _prepared(folder, running)
        listener = running.enter_context(_listener(options.port))
        status = _serve(service, listener, folder, _About(pki, ca.url, address_url), parent)
    # All is closed and written. The interpreter's own end takes the better part of a second, for
    # which the parent's window would wait.
    logging.shutdown()
    os._exit(status)


def _listener(port: int) -> socket.socket:
    """Return what listens on a port, 0 for a free one. Raises ConfigError where it is taken."""
    from backend.server import listen_here

    try:
        return listen_here(port)
    except OSError as error:
        raise ConfigError(f"port {port}: {error.strerror}") from None


def _prepared(folder: Path, running: ExitStack) -> tuple[Practice, "Service", PracticeCa, str]:
    """Make ready what is missing in the folder; of several that begin at once one does it.

    The stand-ins for 국세청's registry and for 도로명주소, and the practice CA, run until `running`
    ends.
    Raises ConfigError where the folder cannot be used.
    """
    try:
        files.make_folder(folder)
        if not os.access(folder, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        with owned(folder, wait=PREPARING_SECONDS):
            pki = practice_pki(folder / "pki")
            stand_in = running.enter_context(registry.serving(_registry_key(folder)))
            service = _open(settings(folder, pki, stand_in.url))
            set_up_officer(service, folder)
            officer_certificate(service, pki)
            ca = running.enter_context(issuing.serving(folder / "pki"))
            address_url = running.enter_context(addresses.serving())
    except OSError as error:
        raise ConfigError(f"{folder}: {error.strerror}") from None
    except NotWritten:
        raise ConfigError(f"{folder}: another practice service is being prepared") from None
    return pki, replace(service, codes_given=lambda codes: ca.give(_code(codes))), ca, address_url


def _code(codes: "GivenCodes") -> Code:
    """Return codes as the practice CA notes them."""
    given = (codes.reference_number, codes.authorisation_code)
    return Code(*given, codes.holder, codes.number, INSTITUTION)


def _registry_key(folder: Path) -> str:
    path = folder / REGISTRY_KEY
    if not path.is_file():
        files.write(path, secrets.token_urlsafe(16).encode())
    return path.read_text("ascii")


def settings(folder: Path, pki: Practice, registry_url: str = "") -> Config:
    """Return the practice service's settings; without an address no registry is asked."""
    issuers = (pki.ca, pki.root)
    return Config(
        name="practice",
        practice=True,
        database=folder / "service.sqlite",
        attachments=folder / "attachments",
        anchors=folder / "anchors",
        secret=folder / "service.secret",
        registry=Registry(
            url=registry_url, service_key=folder / REGISTRY_KEY, seconds=REGISTRY_SECONDS
        ),
        notices=Notices(spool=folder / "spool"),
        keys=Keys(
            signing_certificate=pki.service / "sign.der",
            signing_key=pki.service / "sign.key",
            encryption_certificate=pki.service / "km.der",
            encryption_key=pki.service / "km.key",
            issuers=issuers,
        ),
        trust=Trust(
            anchors=issuers, revocation_lists=(pki.crl_folder,), fetch_revocation_lists=False
        ),
    )


def practice_pki(folder: Path) -> Practice:
    """Return the practice PKI with current lists; a new one when its certificates have ended,
    or have not begun, as after a start with a wrong clock.

    Raises ConfigError when something else is in the folder.
    """
    try:
        pki = Practice.load(folder)
        if not _is_current(pki):
            shutil.rmtree(folder)
            pki = build(folder)
    except FileNotFoundError:
        pki = _build(folder)
    pki.refresh()
    return pki


def _build(folder: Path) -> Practice:
    try:
        return build(folder)
    except FileExistsError:
        raise ConfigError(f"{folder}: something else is there") from None


def _is_current(pki: Practice) -> bool:
    path, now = pki.sample("supplier").path / "signCert.der", utc_now()
    certificate = Certificate.from_der(path.read_bytes())
    return not (certificate.not_yet_valid(now) or certificate.expired(now + timedelta(days=1)))


def _open(config: Config) -> "Service":
    from backend.service import Service
    from backend.storage.migrate import upgrade

    upgrade(config.database)
    return Service.open(config)


def set_up_officer(service: "Service", folder: Path) -> None:
    """Make the practice officer, whose password lies in a file of the folder."""
    from backend.services.access import officers
    from registration.roles import OfficerRole

    path = folder / OFFICER_PASSWORD
    known = path.is_file() and OFFICER in officers.names(service.database)
    if not known:
        password = secrets.token_urlsafe(16)
        officers.set_password(
            service.database, service.passwords, OFFICER, password, service.clock()
        )
        files.write(path, password.encode())
    officers.give_roles(service.database, OFFICER, OfficerRole, service.clock())


def officer_certificate(service: "Service", pki: Practice) -> Path:
    """Return the folder of the practice officer's certificate, which logs their account in."""
    from backend.services.access import officers

    npki = pki.folder / OFFICER_NPKI
    found = next(npki.rglob("signCert.der"), None)
    folder = found.parent if found else pki.issue(OFFICER_SAMPLE, npki).path
    certificate = Certificate.from_der((folder / "signCert.der").read_bytes())
    officers.give_certificate(service.database, OFFICER, certificate.fingerprint, service.clock())
    return folder


def _serve(
    service: "Service", listener: socket.socket, folder: Path, about: "_About", parent: "_Parent"
) -> int:
    from backend.logs import log_to_stderr
    from backend.server import Server

    log_to_stderr()
    address = folder / SERVICE_ADDRESS
    told = json.dumps(about.told(listener, service.practice_key))

    def ready() -> None:
        files.write(address, told.encode())
        say(told)

    server = Server(service, grace=GRACE_SECONDS, ready=ready, ended=lambda: _remove_own(address))
    parent.when_gone(lambda: _stop(server))
    server.run(sockets=[listener])
    return 0 if server.started else 1


class _About(NamedTuple):
    """What the parent needs to know: where, and whom to trust."""

    pki: Practice
    cmp_url: str
    address_url: str

    def told(self, listener: socket.socket, key: str) -> dict[str, Any]:
        """Return it as it is printed."""
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        sign = Certificate.from_der((self.pki.service / "sign.der").read_bytes())
        return {
            "url": url,
            "officer_url": f"{url}/officer/practice/{key}",
            "cmp_url": self.cmp_url,
            "address_url": self.address_url,
            "address_key": addresses.KEY,
            "pid": os.getpid(),
            "certificate": sign.fingerprint,
            "npki": str(self.pki.npki),
            "officer_npki": str(self.pki.folder / OFFICER_NPKI),
            "trust": [str(self.pki.root), str(self.pki.ca)],
            "crls": str(self.pki.crl_folder),
        }


def _stop(server: "Server") -> None:
    server.should_exit = True


def _remove_own(address: Path) -> None:
    """Another practice service may have written its own address since."""
    try:
        if json.loads(address.read_bytes())["pid"] == os.getpid():
            address.unlink()
    except (OSError, ValueError, KeyError):
        return


class _Parent:
    """Notices that the standard input ended: then the process ends, politely if it can."""

    def __init__(self) -> None:
        self._stop: Callable[[], None] | None = None
        threading.Thread(target=self._watch, daemon=True).start()

    def when_gone(self, stop: Callable[[], None]) -> None:
        self._stop = stop

    def _watch(self) -> None:
        # Not sys.stdin.read: Python aborts when it ends while a thread holds that lock.
        while os.read(sys.stdin.fileno(), 4096):
            pass
        if self._stop:
            self._stop()
            time.sleep(GRACE_SECONDS + 0.5)
        os._exit(0)
