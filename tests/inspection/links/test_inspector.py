"""Each finding about links: what has it, and what looks like it and has not."""

from pathlib import Path

import pytest

from casemate.model.inspection import GapKind, TextItem, UrlItem
from tests.inspection.links.support import CONTEXT, make, seen

CASES = {
    "links.listed": (
        [
            "http://phishing.test/",
            "phishing.test",
            "https://login.phishing.test/a",
            "hxxp://phishing[.]test",
            "http://PHISHING.test.",
            "phish\u200bing.test",
            "ph\u00adish\u00ading.test/a",
        ],
        ["https://notphishing.test/", "https://phishing.test.example.com/", "talk of phishing, test it"],
    ),
    "links.scheme": (
        [
            "javascript:alert(1)",
            "data:text/html,<b>hi",
            "file:///etc/passwd",
            "vbscript:msgbox",
            "search-ms:query=x",
            "ms-msdt:/id",
        ],
        ["https://example.com/javascript:x", "my file: it is there", "the data: 5 of 7", "mailto:a@example.com"],
    ),
    "links.userinfo": (
        ["https://paypal.com@evil.example.com/", "http://user:pw@example.com/"],
        ["https://example.com/@user", "https://example.com/?q=a@b", "a@example.com"],
    ),
    "links.ip_literal": (
        ["http://192.0.2.7/", "http://3221225991/", "http://0xc0000207/", "http://[2001:db8::1]/"],
        ["https://192-0-2-7.example.com/", "version 192.0.2.7", "http://v1.example.com/1.2.3.4"],
    ),
    "links.mixed_script": (
        ["http://\u0440aypal-\u0430.com/", "http://exampl\u0435.com/"],
        ["http://b\u00fccher.de/", "http://\u043f\u0440\u0438\u043c\u0435\u0440.com/", "https://example.com/"],
    ),
    "links.punycode": (
        ["http://b\u00fccher.de/", "http://xn--bcher-kva.de/"],
        ["http://buecher.de/", "http://x--n.de/"],
    ),
    "links.lookalike": (
        [
            "http://xn--80ak6aa92e.com/",
            "http://paypa1.com/",
            "http://rnicrosoft.com/",
            "http://acmec0rp.de/",
            "http://acmecorp.com/".replace("acmecorp", "acmecorrp"),
            "http://n\u043erthwind.eu/",
            "https://acmecorp.de.evil.example.com/",
            "https://paypal-login.example.com/".replace(".example.com", ".com"),
        ],
        [
            "https://paypal.com/",
            "https://www.acmecorp.de/",
            "https://mail.northwind.eu/",
            "https://example.com/paypal.com",
            "https://example.com/",
            "https://applesauce.com/",
        ],
    ),
    "links.executable": (
        [
            "https://example.com/setup.exe",
            "https://example.com/a/b.MSI?x=1",
            "http://example.com/run.ps1#top",
            "https://example.com/a.apk",
        ],
        [
            "https://example.com/",
            "https://example.com/exe",
            "https://example.com/a.pdf",
            "https://example.com/?f=a.exe",
            "http://exe.example.com/",
        ],
    ),
    "links.obfuscated": (
        ["hxxp://example.com/", "example[.]com", "example[dot]com", "exam\u200bple.com"],
        ["https://example.com/", "example.com", "an array[1].com"],
    ),
}
POSITIVE = [(name, text) for name, (has, _) in CASES.items() for text in has]
NEGATIVE = [(name, text) for name, (_, has_not) in CASES.items() for text in has_not]


def test_every_finding_has_its_cases(tmp_path: Path) -> None:
    assert {spec.id for spec in make(tmp_path).findings} == set(CASES)


@pytest.mark.parametrize(("name", "text"), POSITIVE)
def test_what_has_it(tmp_path: Path, name: str, text: str) -> None:
    found = [f for f in seen(make(tmp_path), f"see {text} now") if f.id == name]
    assert found
    assert f"see {text} now"[found[0].start : found[0].end] in text


@pytest.mark.parametrize(("name", "text"), NEGATIVE)
def test_what_only_looks_like_it(tmp_path: Path, name: str, text: str) -> None:
    assert name not in {f.id for f in seen(make(tmp_path), f"see {text} now")}


def test_the_real_domain_is_told(tmp_path: Path) -> None:
    details = {f.id: f.detail for f in seen(make(tmp_path), "http://paypal.com@a.b.evil.co.uk/")}
    assert details["links.userinfo"] == "it leads to evil.co.uk"
    [twin] = [f.detail for f in seen(make(tmp_path), "http://paypa1.com/") if f.id == "links.lookalike"]
    assert twin == "it looks like paypal.com, but leads to paypa1.com"


def test_addresses_in_fields_are_judged_as_links_in_texts(tmp_path: Path) -> None:
    inspector = make(tmp_path)
    assert {f.id for f in inspector.inspect(UrlItem("oob", "http://phishing.test/a"), CONTEXT).findings} == {
        "links.listed"
    }
    assert [g.kind for g in inspector.inspect(UrlItem("oob", "http://["), CONTEXT).gaps] == [GapKind.MALFORMED]


def test_more_links_than_are_looked_at_is_a_gap(tmp_path: Path) -> None:
    text = " ".join(f"https://a{n}.example.com" for n in range(300))
    assert [g.kind for g in make(tmp_path).inspect(TextItem("body", text), CONTEXT).gaps] == [GapKind.TOO_LARGE]
