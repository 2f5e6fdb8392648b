"""Fixtures for every room: a database on either engine."""

from pathlib import Path

import pytest

from tests.postgres import Cluster, postgres

__all__ = ["postgres"]


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a new database; the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/casemate.sqlite3"
    cluster: Cluster = request.getfixturevalue("postgres")
    return cluster.create()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", default="50", help="how often the crash test kills the server")
