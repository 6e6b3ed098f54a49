"""What Prometheus reads, on a port of its own: how much is asked, how it ends, what waits.

Labels are route templates, states and refusals' codes: words of this program, never what somebody
sent, and nothing of a person.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily
from sqlalchemy import func, select
from starlette.types import Scope

from backend.config import ConfigError
from backend.service import Service
from backend.storage.models import Chore, Notice, QueueCount
from registration.traces import trace

log = logging.getLogger(__name__)

FILINGS = frozenset({"/v1/submissions", "/v1/submissions/unsigned", "/v1/agency/submissions"})
"""Routes that take applications in."""
BACKUP = "backup"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE"})
_SECONDS = (0.005, 0.02, 0.05, 0.1, 0.25, 1, 5, 30)
_OTHER = "other"


class Metrics:
    """Counts what goes by, and looks at the service when it is read."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self.registry = CollectorRegistry()
        of_route = ("route", "method", "status")
        self._requests = Counter(
            "g2b_requests", "Requests answered", of_route, registry=self.registry
        )
        self._seconds = Histogram(
            "g2b_request_seconds",
            "How long requests took",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._refusals = Counter(
            "g2b_refusals", "Requests refused, by code", ("code",), registry=self.registry
        )
        self._filings = Counter(
            "g2b_filings", "Applications, by how it ended", ("outcome",), registry=self.registry
        )
        self._connections = Gauge("g2b_connections", "Connections open", registry=self.registry)
        self.registry.register(_Present(service))

    def seen(self, scope: Scope, status: int, code: str, seconds: float) -> None:
        """Count a request; `code`: of its refusal, "" where it was not refused."""
        route: str = getattr(scope.get("route"), "path", _OTHER)
        method = scope["method"] if scope["method"] in _METHODS else _OTHER
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)
        if code:
            self._refusals.labels(code).inc()
        if route in FILINGS:
            self._filings.labels(code or "filed").inc()

    def count_connections(self, number: Callable[[], int]) -> None:
        """Tell how the number of open connections is known."""
        self._connections.set_function(number)

    @contextmanager
    def serving(self) -> Iterator[int]:
        """Answer on the settings' address; the port. Raises ConfigError where it is taken."""
        config = self._service.config
        try:
            server, thread = start_http_server(
                config.metrics_port or 0, config.metrics_host, self.registry
            )
        except OSError as error:
            address = f"{config.metrics_host}:{config.metrics_port}"
            raise ConfigError(f"metrics {address}: {error.strerror}") from None
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


class _Present:
    """What stands in the database and the keys now; left out where it cannot be read."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._lock = threading.Lock()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield GaugeMetricFamily(
            "g2b_certificate_days_left", "Until a certificate ends", value=self._days_left()
        )
        pool = self._service.database.in_use
        yield GaugeMetricFamily("g2b_database_in_use", "Connections at work", value=pool)
        with self._lock:  # however many read, one at a time asks the database
            try:
                yield from self._kept()
            except Exception as error:  # noqa: BLE001 - its text may hold personal data
                log.error("metrics: %s", trace(error))

    def _days_left(self) -> float:
        keys, now = self._service.keys, self._service.clock()
        ends = min(pair.certificate.not_after for pair in (keys.signing, keys.encryption))
        return (ends - now) / timedelta(days=1)

    def _kept(self) -> list[GaugeMetricFamily]:
        waiting = GaugeMetricFamily(
            "g2b_applications", "Applications, by state", labels=["kind", "state"]
        )
        notices = GaugeMetricFamily("g2b_notices", "Messages, by state", labels=["state"])
        backup = GaugeMetricFamily("g2b_last_backup_seconds", "When it was taken (Unix time)")
        number = func.sum(QueueCount.number)
        queued = select(QueueCount.kind, QueueCount.state, number)
        by_state = select(Notice.state, func.count()).group_by(Notice.state)
        with self._service.database.read() as session:
            for kind, state, count in session.execute(
                queued.group_by(QueueCount.kind, QueueCount.state)
            ):
                waiting.add_metric([kind, state], count)
            for told, count in session.execute(by_state):
                notices.add_metric([told], count)
            taken = session.get(Chore, BACKUP)
            if taken is not None:
                backup.add_metric([], taken.done.timestamp())
        return [waiting, notices, backup]
