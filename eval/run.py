"""`make eval`: what detection finds and what it takes for something else, on data that is not part of the project.

Rules are tuned on one half of the files with secrets (by a hash of their names); the other half is what counts. Labels of the secrets are
what a peer tool finds, which is not the truth: a real credential that it misses counts against us.
"""

import gzip
import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from casemate.inspection.inspectors.dlp import DlpInspector
from casemate.inspection.inspectors.links.inspector import LinksInspector
from casemate.inspection.inspectors.links.lists import BadLinks
from casemate.inspection.inspectors.links.lookalike import Lookalikes
from casemate.model.ids import TenantId
from casemate.model.inspection import Context, Direction, Finding, TextItem
from casemate.model.jid import Jid
from eval.data import chat, folder, pii, secrets, unseen

CONTEXT = Context(TenantId("eval"), Direction.INTERNAL, Jid.parse("alice@eval.test"), Jid.parse("bob@eval.test"))
GROUPS = {"SOCIAL_SECURITY_NUMBER": "identifier", "API_KEY": "secret", "PASSWORD": "secret"}
"""Labels of the personal data that this inspector has a finding for."""
Find = Callable[[str], tuple[Finding, ...]]


def main() -> None:
    """Print every table."""
    console = Console()
    inspectors = (DlpInspector(), LinksInspector(BadLinks((), Path(), Path()), Lookalikes((), ())))
    dlp, links = (_finder(inspector) for inspector in inspectors)
    console.print(_secrets(dlp))
    console.print(_personal(dlp))
    console.print(_false_alarms({"dlp": dlp, "links": links}))
    console.print(_links(links))


def _finder(inspector: DlpInspector | LinksInspector) -> Find:
    def find(text: str) -> tuple[Finding, ...]:
        item = TextItem("body", text)
        return inspector.inspect(item, CONTEXT).findings if inspector.wants(item) else ()

    return find


def _secrets(find: Find) -> Table:
    table = Table("files", "labels", "recall", "precision", "F1", title="Secrets")
    for name, chosen in (("tuned on", False), ("not looked at", True)):
        labels = found = hit = good = 0
        for document in secrets():
            if unseen(document.name) is not chosen:
                continue
            findings = [f for f in find(document.text) if f.group == "secret"]
            labels, found = labels + len(document.spans), found + len(findings)
            hit += sum(any(s.touches(f.start, f.end) for f in findings) for s in document.spans)
            good += sum(any(s.touches(f.start, f.end) for s in document.spans) for f in findings)
        recall, precision = hit / labels, good / found
        f1 = 2 * recall * precision / (recall + precision)
        table.add_row(name, str(labels), f"{recall:.3f}", f"{precision:.3f}", f"{f1:.3f}")
    return table


def _personal(find: Find) -> Table:
    table = Table("label", "spans", "found", "recall", title="Personal data (labels that have a finding)")
    total: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    for document in pii():
        findings = find(document.text)
        for span in document.spans:
            group = GROUPS.get(span.kind)
            if group:
                total[span.kind] += 1
                hit[span.kind] += any(f.group == group and span.touches(f.start, f.end) for f in findings)
    for kind, spans in sorted(total.items()):
        table.add_row(kind, str(spans), str(hit[kind]), f"{hit[kind] / spans:.3f}")
    return table


def _false_alarms(finders: dict[str, Find]) -> Table:
    messages = chat()
    table = Table(
        "inspector", "findings", "in 1,000 messages", "us a message", title=f"{len(messages):,} messages of real chat"
    )
    for name, find in finders.items():
        begin = time.process_time()
        found = sum(bool(find(message)) for message in messages)
        micros = (time.process_time() - begin) / len(messages) * 1e6
        table.add_row(name, str(found), f"{1000 * found / len(messages):.2f}", f"{micros:.1f}")
    return table


def _links(find: Find) -> Table:
    table = Table("addresses", "number", "with a finding", title="Links by their form alone (no lists)")
    for name in ("legitimate_36400", "phishing_37175"):
        with gzip.open(folder() / "urls" / f"data_{name}.json.gz", "rt", encoding="utf-8") as file:
            addresses: list[str] = json.load(file)
        found = sum(bool(find(address)) for address in addresses)
        table.add_row(name.partition("_")[0], f"{len(addresses):,}", f"{100 * found / len(addresses):.1f} %")
    return table


if __name__ == "__main__":
    main()
