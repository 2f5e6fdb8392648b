"""The links inspector, with a list and two domains to imitate."""

from pathlib import Path

from casemate.inspection.inspectors.links import LinksInspector
from casemate.inspection.inspectors.links.lists import BadLinks
from casemate.inspection.inspectors.links.lookalike import Lookalikes
from casemate.model.ids import TenantId
from casemate.model.inspection import Context, Direction, Finding, TextItem
from casemate.model.jid import Jid

CONTEXT = Context(TenantId(1), Direction.INBOUND, Jid.parse("a@else.example"), Jid.parse("b@example.org"))


def make(folder: Path, *lines: str) -> LinksInspector:
    """An inspector whose list has `lines`, for the tenant acmecorp.de with the partner northwind.eu."""
    (folder / "list.txt").write_text("\n".join(("phishing.test", *lines)))
    lists = BadLinks(["list.txt"], folder, folder / "cache")
    lists.load()
    return LinksInspector(lists, Lookalikes(["acmecorp.de"], ["northwind.eu"]))


def seen(inspector: LinksInspector, text: str) -> tuple[Finding, ...]:
    """The findings in a text."""
    item = TextItem("body", text)
    return inspector.inspect(item, CONTEXT).findings if inspector.wants(item) else ()
