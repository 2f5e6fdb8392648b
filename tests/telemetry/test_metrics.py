"""The list of metrics: each is documented, used, bounded in its labels, and changes by what happens."""

import re
from pathlib import Path

import pytest
from prometheus_client import generate_latest
from prometheus_client.metrics import MetricWrapperBase
from prometheus_client.parser import text_string_to_metric_families

import casemate
from casemate.telemetry import metrics
from casemate.telemetry.metrics import registry

DECLARED = {name: each for name, each in vars(metrics).items() if isinstance(each, MetricWrapperBase)}
SOURCES = "\n".join(
    path.read_text() for path in Path(casemate.__file__).parent.rglob("*.py") if path.name != "metrics.py"
)


def test_the_names_say_whose_they_are_and_the_help_says_what() -> None:
    families = list(text_string_to_metric_families(generate_latest(registry).decode()))
    assert len(families) >= len(DECLARED)
    for family in families:
        name = family.name.removesuffix("_created")
        assert re.fullmatch(r"casemate_[a-z_]+", name)
        assert family.documentation.endswith(".")


@pytest.mark.parametrize("name", DECLARED)
def test_each_is_in_the_registry_and_used(name: str) -> None:
    metric = DECLARED[name]
    assert metric in registry._collector_to_names
    assert re.search(rf"\b(metrics\.)?{name}\.(labels\(|inc\(|observe\(|set\(|dec\()", SOURCES), "nothing sets it"


@pytest.mark.parametrize("name", DECLARED)
def test_no_label_is_a_person_or_what_they_write(name: str) -> None:
    # Each value of a label is a time series that is kept for ever: only names that we give ourselves.
    assert set(DECLARED[name]._labelnames) <= {
        "verdict", "finding", "inspector", "kind", "queue", "state", "result", "scanner", "direction"
    }  # fmt: skip


def test_what_happens_is_seen() -> None:
    def value(name: str, **labels: str) -> float:
        return registry.get_sample_value(name, labels) or 0.0

    before = value("casemate_messages_total", verdict="allow"), value("casemate_commit_batch_sum")
    open_before = value("casemate_connections")
    metrics.messages.labels("allow").inc()
    metrics.commit_batch.observe(7)
    metrics.connections.inc()
    assert value("casemate_messages_total", verdict="allow") == before[0] + 1
    assert value("casemate_commit_batch_sum") == before[1] + 7
    assert value("casemate_connections") == open_before + 1
    metrics.connections.dec()
