"""Several instances of a service over one PostgreSQL and one folder, behind HAProxy."""

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from backend.commands.practice import settings
from backend.place import PostgresUrl
from practice.pki import Practice
from testing.backend.databases import argument
from testing.pki.slapd import free_port

READY_SECONDS = 60
_HAPROXY = """\
global
    maxconn 500
defaults
    mode http
    timeout connect 2s
    timeout client 30s
    timeout server 30s
    timeout check 10s
    option redispatch
    retries 3
    retry-on conn-failure
frontend all
    bind 127.0.0.1:{port}
    default_backend instances
backend instances
    balance roundrobin
    option forwardfor
    option httpchk GET /readyz
{servers}
"""


class Instances:
    """Instances, each a process of its own, and the proxy that hands requests on in turn."""

    def __init__(
        self, folder: Path, pki: Practice, place: PostgresUrl, number: int, **limits: int
    ) -> None:
        self._folder, self._processes = folder, dict[int, "subprocess.Popen[bytes]"]()
        self._ports = [free_port() for _ in range(number)]
        self._config = _settings_file(folder, pki, place, limits)
        for instance in range(number):
            self.start(instance)
        for instance in range(number):
            self.wait_for(instance)
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._proxy = self._start_proxy(port)
        _wait(self._answers(self.url), "the proxy")

    def start(self, instance: int) -> None:
        """Start an instance; it may take a moment to be ready."""
        command = ("serve", "--config", self._config, "--port", self._ports[instance])
        with self.log(instance).open("ab") as log:
            self._processes[instance] = subprocess.Popen(
                [sys.executable, "-m", "backend", *map(str, command)], stdout=log, stderr=log
            )

    def wait_for(self, instance: int) -> None:
        """Wait until an instance serves."""
        _wait(self._answers(self.at(instance)), f"instance {instance}")

    def kill(self, instance: int) -> None:
        """End an instance at once (SIGKILL)."""
        process = self._processes[instance]
        process.send_signal(signal.SIGKILL)
        process.wait()

    def at(self, instance: int) -> str:
        """Return where an instance is, past the proxy."""
        return f"http://127.0.0.1:{self._ports[instance]}"

    def log(self, instance: int) -> Path:
        """Return what an instance reports."""
        return self._folder / f"instance-{instance}.log"

    def close(self) -> None:
        """End all."""
        for process in (*self._processes.values(), self._proxy):
            process.kill()
            process.wait()

    def _start_proxy(self, port: int) -> "subprocess.Popen[bytes]":
        servers = "\n".join(
            f"    server i{number} 127.0.0.1:{own} check inter 200ms fall 1 rise 1"
            for number, own in enumerate(self._ports)
        )
        file = self._folder / "haproxy.cfg"
        file.write_text(_HAPROXY.format(port=port, servers=servers))
        program = shutil.which("haproxy")
        assert program
        with (self._folder / "haproxy.log").open("wb") as log:
            return subprocess.Popen([program, "-db", "-f", str(file)], stdout=log, stderr=log)

    @staticmethod
    def _answers(url: str) -> Iterator[bool]:
        while True:
            try:
                yield requests.get(f"{url}/readyz", timeout=5).status_code == 200
            except requests.RequestException:
                yield False


@contextmanager
def running(
    folder: Path, pki: Practice, place: PostgresUrl, number: int = 3, **limits: int
) -> Iterator[Instances]:
    """Give so many instances; `limits`: those of the settings that are others."""
    instances = Instances(folder, pki, place, number, **limits)
    try:
        yield instances
    finally:
        instances.close()


def _settings_file(folder: Path, pki: Practice, place: PostgresUrl, limits: dict[str, int]) -> Path:
    config = settings(folder, pki)
    keys = config.keys.model_dump(mode="json")
    trust = config.trust.model_dump(mode="json")
    lines = [
        f'name = "{config.name}"',
        f"database = {json.dumps(argument(place))}",
        'trusted_proxies = ["127.0.0.1"]',
        *(f"{name} = {json.dumps(str(getattr(config, name)))}"
          for name in ("attachments", "anchors", "tables", "secret")),
        "[keys]", *_values(keys), "[trust]", *_values(trust), "[limits]", *_values(dict(limits)),
        "[notices]", f"spool = {json.dumps(str(folder / 'spool'))}",
    ]  # fmt: skip
    path = folder / "service.toml"
    path.write_text("\n".join(lines), "utf-8")
    return path


def _values(given: dict[str, object]) -> list[str]:
    return [f"{name} = {json.dumps(value)}" for name, value in given.items() if value is not None]


def _wait(answers: Iterator[bool], what: str) -> None:
    end = time.monotonic() + READY_SECONDS
    for ready in answers:
        if ready:
            return
        assert time.monotonic() < end, f"{what} is not ready"
        time.sleep(0.05)
