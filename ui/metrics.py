"""What a server did, for Prometheus: counts and times, nothing of what was asked."""

from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.types import Answer

# Seconds: an answer in the report's own words takes some hundredths, one that a language model words some seconds.
_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_UNKNOWN = "unknown"  # a path that no route has must not become a label: there is no end to them


class Metrics:
    """The counters of one application, in a registry of their own: a process may have several, as tests do."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._answers = Counter("wenbao_answers", "Answers given", ("status", "generator"), registry=self._registry)
        self._seconds = Histogram(
            "wenbao_answer_seconds", "Time to a whole answer", buckets=_BUCKETS, registry=self._registry
        )
        self._votes = Counter("wenbao_votes", "Votes on answers", ("vote",), registry=self._registry)
        self._requests = Counter("wenbao_requests", "Requests to the API", ("route", "status"), registry=self._registry)
        self._documents = Gauge("wenbao_documents", "Reports on the shelf", registry=self._registry)

    def answered(self, answer: Answer) -> None:
        """An answer was given."""
        self._answers.labels(answer.status.value, answer.generator).inc()
        self._seconds.observe(answer.timings_ms.total / 1000)

    def voted(self, vote: str) -> None:
        """A vote was kept."""
        self._votes.labels(vote).inc()

    def requested(self, route: str, status: int) -> None:
        """A request to the API was answered."""
        self._requests.labels(route, str(status)).inc()

    def exposition(self, documents: int) -> bytes:
        """All of it in Prometheus' text format."""
        self._documents.set(documents)
        return generate_latest(self._registry)


@dataclass(frozen=True, slots=True)
class CountedRequests:
    """ASGI middleware: counts each request under its route, as that is known once it is answered."""

    app: ASGIApp
    metrics: Metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand it on, and count it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            self.metrics.requested(getattr(scope.get("route"), "path", _UNKNOWN), status)
