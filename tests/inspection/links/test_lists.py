"""Lists of bad links: their formats, their bad lines, and what stays when a refresh fails."""

import ssl
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from casemate.admin.certificates import make_certificates
from casemate.inspection.inspectors.links.lists import BadLinks
from casemate.model.errors import ConfigurationError


def loaded(folder: Path, text: str) -> BadLinks:
    (folder / "list.txt").write_text(text)
    lists = BadLinks(["list.txt"], folder, folder / "cache")
    lists.load()
    return lists


@pytest.mark.parametrize(
    "line",
    [
        "0.0.0.0 bad.example.com",
        "127.0.0.1\tbad.example.com # a note",
        ":: bad.example.com",
        "bad.example.com",
        "  BAD.example.com  ",
        "*.bad.example.com",
        ".bad.example.com.",
        "bad.example.com # a note",
    ],
)
def test_hosts_and_plain_domains(tmp_path: Path, line: str) -> None:
    lists = loaded(tmp_path, f"# a list\n\n{line}\n")
    assert lists.size == 1
    assert lists.has("bad.example.com", "")
    assert lists.has("www.bad.example.com", "")
    assert not lists.has("example.com", "")
    assert not lists.has("notbad.example.com", "")


def test_addresses_mean_themselves_and_what_lies_below(tmp_path: Path) -> None:
    lists = loaded(tmp_path, "http://shared.example.com/bad/\nhttps://other.example.com/page?x=1\n")
    assert lists.has("shared.example.com", "https://shared.example.com/bad/index.html?y#z")
    assert not lists.has("shared.example.com", "http://shared.example.com/good/")
    assert not lists.has("shared.example.com", "http://shared.example.com/")
    assert lists.has("other.example.com", "http://other.example.com/page")


def test_names_beyond_ascii_are_found_as_browsers_ask_for_them(tmp_path: Path) -> None:
    assert loaded(tmp_path, "b\u00fccher.example\n").has("xn--bcher-kva.example", "")


def test_bad_lines_are_passed_over_and_local_names_never_listed(tmp_path: Path) -> None:
    text = (
        "0.0.0.0 localhost\n127.0.0.1 localhost.localdomain\n0.0.0.0 0.0.0.0\nnodot\n!!!\n\x00\nhttp://[\nbad.example\n"
    )
    lists = loaded(tmp_path, text)
    assert lists.size == 1
    assert not lists.has("localhost", "")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"nothing\.txt can't be read"):
        BadLinks(["nothing.txt"], tmp_path, tmp_path / "cache").load()


async def test_files_are_read_anew_and_the_last_good_one_stays(tmp_path: Path) -> None:
    lists = loaded(tmp_path, "one.example\n")
    (tmp_path / "list.txt").write_text("two.example\n")
    await lists.refresh()
    assert lists.has("two.example", "")
    assert not lists.has("one.example", "")
    (tmp_path / "list.txt").unlink()
    await lists.refresh()
    assert lists.has("two.example", "")


@contextmanager
def web(folder: Path) -> Generator[tuple[str, dict[str, tuple[int, bytes]]]]:
    """A real HTTPS server on loopback: path -> status and content."""
    pages: dict[str, tuple[int, bytes]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, content = pages.get(self.path, (404, b""))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None: ...

    make_certificates(folder, ["localhost"])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"https://localhost:{server.server_port}", pages
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


async def test_addresses_are_fetched_kept_and_survive_bad_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with web(tmp_path / "tls") as (base, pages):
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "tls" / "ca.pem"))
        source = f"{base}/list"
        lists = BadLinks([source], tmp_path, tmp_path / "cache")
        lists.load()
        assert lists.size == 0
        pages["/list"] = (200, b"one.example\n")
        await lists.refresh()
        assert lists.has("one.example", "")
        pages["/list"] = (200, b"two.example\n")
        await lists.refresh()
        assert lists.has("two.example", "")
        assert not lists.has("one.example", "")
        for answer in ((500, b"three.example"), (404, b""), (200, b""), (200, b"<!DOCTYPE html>\n# nothing\n")):
            pages["/list"] = answer
            await lists.refresh()
            assert lists.has("two.example", ""), answer
    await lists.refresh()
    assert lists.has("two.example", "")
    # A server that starts while the address is down has the last good list.
    later = BadLinks([source], tmp_path, tmp_path / "cache")
    later.load()
    assert later.has("two.example", "")


async def test_a_server_that_nobody_vouches_for_is_not_believed(tmp_path: Path) -> None:
    with web(tmp_path / "tls") as (base, pages):
        pages["/list"] = (200, b"one.example\n")
        lists = BadLinks([f"{base}/list"], tmp_path, tmp_path / "cache")
        await lists.refresh()
        assert lists.size == 0
