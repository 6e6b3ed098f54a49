"""`g2b-server serve`: run the service until it is told to stop."""

import argparse
import logging
import ssl
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from backend.commands.store import place
from backend.config import Config, ConfigError
from desktop_client.pki import core_dumps

if TYPE_CHECKING:
    from backend.metrics import Metrics
    from backend.service import Service


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--config", type=Path, required=True, help="the settings (TOML)")
    parser.add_argument("--database", type=place, help="instead of the settings' database")
    parser.add_argument("--host", help="instead of the settings' host")
    parser.add_argument(
        "--insecure", action="store_true", help="serve others than this computer without TLS too"
    )
    parser.add_argument("--port", type=int, help="instead of the settings' port; 0: any free one")


def run(options: argparse.Namespace) -> int:
    """Serve. Raises ConfigError."""
    config = _config(options)
    core_dumps.switch_off()
    from backend.guard import nobody_looks
    from backend.listening import listen
    from backend.logs import log_to_stderr
    from backend.server import Server
    from backend.service import Service
    from registration.tables import use_folder

    log_to_stderr(config.log)
    use_folder(config.tables)
    service = Service.open(config)
    try:
        listener = listen(config.host, config.port)
    except OSError as error:
        service.close()
        raise ConfigError(f"{config.host}:{config.port}: {error.strerror}") from None
    with ExitStack() as running:
        running.enter_context(listener)
        metrics = _metrics(service, running)
        seen = metrics.seen if metrics else nobody_looks
        server = Server(service, drain=config.limits.drain_seconds, seen=seen)
        if metrics:
            metrics.count_connections(lambda: len(server.server_state.connections))
        server.run(sockets=[listener])
    return 0 if server.started else 1


def _metrics(service: "Service", running: ExitStack) -> "Metrics | None":
    """Begin to serve what Prometheus reads, where the settings ask for it. Raises ConfigError."""
    config = service.config
    if config.metrics_port is None:
        return None
    from backend.metrics import Metrics

    metrics = Metrics(service)
    port = running.enter_context(metrics.serving())
    logging.getLogger(__name__).info("metrics on %s:%d", config.metrics_host, port)
    return metrics


def _config(options: argparse.Namespace) -> Config:
    config = Config.read(options.config)
    given = {name: getattr(options, name) for name in ("database", "host", "port")}
    if given["port"] is not None and not 0 <= given["port"] <= 65535:
        raise ConfigError("--port: 0 to 65535")
    config = config.model_copy(
        update={name: value for name, value in given.items() if value is not None}
    )
    if config.is_in_clear and not options.insecure:
        raise ConfigError(
            f"host {config.host}: without tls_certificate passwords and tokens would travel in "
            "clear; name the proxy that speaks TLS (trusted_proxies), or say --insecure"
        )
    _check_tls(config)
    return config


def _check_tls(config: Config) -> None:
    """Raise ConfigError unless certificate and key can be used."""
    if config.tls_certificate is None:
        return
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(
            config.tls_certificate, config.tls_key, password=""
        )
    except ssl.SSLError as error:
        reason = error.reason or "no certificate with its unencrypted key in PEM"
        raise ConfigError(f"{config.tls_certificate}, {config.tls_key}: {reason}") from None
    except OSError as error:
        raise ConfigError(f"{config.tls_certificate}, {config.tls_key}: {error.strerror}") from None
