"""Every Prometheus metric, in one place, so that the list of them is the documentation."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

registry: Final = CollectorRegistry()

messages: Final = Counter("casemate_messages", "Messages by verdict.", ["verdict"], registry=registry)
removed: Final = Counter("casemate_payloads_removed", "Elements removed by normalisation.", registry=registry)
findings: Final = Counter("casemate_findings", "Findings by id.", ["finding"], registry=registry)
gaps: Final = Counter(
    "casemate_gaps", "Parts not inspected, by inspector and kind.", ["inspector", "kind"], registry=registry
)
inspection_seconds: Final = Histogram(
    "casemate_inspection_seconds",
    "Duration of an inspection by inspector.",
    ["inspector"],
    registry=registry,
    buckets=(5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10, 30),
)
commit_batch: Final = Histogram(
    "casemate_commit_batch", "Entries in one commit.", registry=registry, buckets=(1, 2, 5, 10, 20, 50, 100, 200, 500)
)
commit_seconds: Final = Histogram("casemate_commit_seconds", "Duration of a commit.", registry=registry)
queue_depth: Final = Gauge("casemate_queue_depth", "Waiting in a queue.", ["queue"], registry=registry)
sessions: Final = Gauge("casemate_sessions", "Bound sessions.", ["state"], registry=registry)
connections: Final = Gauge("casemate_connections", "Open connections, signed in or not.", registry=registry)
federation_links: Final = Gauge(
    "casemate_federation_links", "Connections with other servers.", ["direction"], registry=registry
)
federation_stanzas: Final = Counter(
    "casemate_federation_stanzas", "Stanzas from and to other servers.", ["direction", "result"], registry=registry
)
sign_ins: Final = Counter("casemate_sign_ins", "Sign-ins by result.", ["result"], registry=registry)
uploads: Final = Counter("casemate_uploads", "Uploads by result.", ["result"], registry=registry)
scanner_healthy: Final = Gauge(
    "casemate_scanner_healthy", "Whether the canary was caught.", ["scanner"], registry=registry
)
