"""The operator's listener."""

from collections.abc import AsyncIterator

import httpx
import pytest

from casemate.model.errors import ConfigurationError, Unavailable
from casemate.settings.schema import Limits
from casemate.telemetry.metrics import uploads
from casemate.web.metrics import listen_address, make_monitoring
from casemate.web.server import WebServer


class Monitored:
    def __init__(self) -> None:
        self.reasons: tuple[str, ...] = ()
        self.error: Exception | None = None
        self.server = WebServer(make_monitoring(self.health), "127.0.0.1", 0, Limits())

    async def health(self) -> tuple[str, ...]:
        if self.error is not None:
            raise self.error
        return self.reasons

    async def get(self, path: str) -> httpx.Response:
        async with httpx.AsyncClient() as client:
            return await client.get(f"http://127.0.0.1:{self.server.port}{path}")


@pytest.fixture
async def monitored() -> AsyncIterator[Monitored]:
    monitored = Monitored()
    await monitored.server.start()
    yield monitored
    await monitored.server.stop()


async def test_metrics_are_there(monitored: Monitored) -> None:
    uploads.labels("ready").inc()
    answer = await monitored.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    assert 'casemate_uploads_total{result="ready"}' in answer.text


async def test_health(monitored: Monitored) -> None:
    answer = await monitored.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"healthy": True, "reasons": []})
    monitored.reasons = ("clamd missed the canary", "the disk is full")
    answer = await monitored.get("/healthz")
    assert (answer.status_code, answer.json()["reasons"]) == (503, list(monitored.reasons))


async def test_a_check_that_fails_is_unhealthy(monitored: Monitored) -> None:
    monitored.error = RuntimeError("secret detail")
    answer = await monitored.get("/healthz")
    assert answer.status_code == 503
    assert "secret" not in answer.text


async def test_nothing_else(monitored: Monitored) -> None:
    for path in ("/", "/metrics/", "//metrics", "/%6detrics", "/upload/x/y"):
        assert (await monitored.get(path)).status_code == 404


async def test_a_port_that_is_taken(monitored: Monitored) -> None:
    second = WebServer(make_monitoring(monitored.health), "127.0.0.1", monitored.server.port, Limits())
    with pytest.raises(Unavailable, match=str(monitored.server.port)):
        await second.start()
    await second.stop()


@pytest.mark.parametrize(
    ("text", "address"),
    [("127.0.0.1:5480", ("127.0.0.1", 5480)), ("[::1]:1", ("::1", 1)), ("localhost:0", ("localhost", 0))],
)
def test_addresses(text: str, address: tuple[str, int]) -> None:
    assert listen_address(text) == address


@pytest.mark.parametrize("text", ["5480", ":5480", "host:", "host:x", "host:99999", "host:²"])
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(ConfigurationError, match=r"operation\.metrics"):
        listen_address(text)
