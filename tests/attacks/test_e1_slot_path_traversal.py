"""E1: names and addresses that climb out of the folder, or mean two things. Ids are the server's; a name is only text."""

import re
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from casemate.files.api import UploadState
from tests.web.support import Site, open_site

NAMES = [
    "../../../../etc/cron.d/evil",
    "..\\..\\windows\\system32\\evil.dll",
    "%2e%2e%2f%2e%2e%2fevil",
    "%u002e%u002e/evil",
    "..",
    ".",
    "/etc/passwd",
    "C:\\evil",
    "evil\x00.png",
    "con",
    "nul.txt",
    "a" * 1000,
    "\u202egnp.exe",
    "..;/evil",
    "~root/.ssh/authorized_keys",
    "?query#fragment",
    "a\r\nb",
]
"""CVE-2021-33896: a client wrote what it was sent to where the name said."""

_ON_DISK = re.compile(r"content/\d+/\d+/[0-9a-f]{2}/[0-9a-f]{64}\Z")


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with aclosing(open_site(tmp_path)) as sites:
        async for site in sites:
            yield site


@pytest.mark.parametrize("name", NAMES)
async def test_e1_cve_2021_33896_a_name_is_only_text(site: Site, name: str) -> None:
    slot = await site.world.slot(4, name)
    path = urlsplit(slot.put_url).path
    assert path.count("/") == 3
    assert ".." not in path.split("/")
    assert re.fullmatch(r"/upload/[\w-]{43}/[A-Za-z0-9._%-]+", path)
    url = site.at(slot)
    assert (await site.client.put(url, content=b"evil", headers=slot.headers)).status_code == 201
    folder = site.world.folder / "files"
    files = [p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()]
    assert len(files) == 1
    assert _ON_DISK.match(files[0])
    given = (await site.client.get(url)).headers["content-disposition"]
    assert not re.search(r"[/\\\r\n\x00]|\.\.", given)


@pytest.mark.parametrize(
    "spelling",
    [
        "/upload/../upload/{id}/{name}",
        "/upload/./{id}/{name}",
        "//upload/{id}/{name}",
        "/upload//{id}/{name}",
        "/%75pload/{id}/{name}",
        "/upload%2f{id}%2f{name}",
        "/upload/%2e%2e/upload/{id}/{name}",
        "/upload/%u002e%u002e/upload/{id}/{name}",
        "/upload/..;/upload/{id}/{name}",
        "/upload\\{id}\\{name}",
        "/upload/{id}/{name}/",
        "/upload/{id}/../{id}/{name}",
        "/upload/{id}/{name}%00",
        "/upload/{id}%00/{name}",
        "/upload/{id};x=y/{name}",
        "/upload/{id}/{name}%c0%ae",
        "/UPLOAD/{id}/{name}",
        "https://files.example/upload/{id}/{name}",
        "/upload/{id}/",
        "/upload/{id}",
    ],
)
async def test_e1_an_address_has_one_spelling(site: Site, spelling: str) -> None:
    url = await site.stored(b"content", "a.txt")
    upload_id = url.split("/")[4]
    target = spelling.format(id=upload_id, name="a.txt")
    head = f"GET {target} HTTP/1.1\r\nHost: files.example\r\nConnection: close\r\n\r\n"
    answer = await site.raw(head.encode())
    assert answer.split(b" ")[1] in {b"404", b"400"}
    assert b"content\n" not in answer.partition(b"\r\n\r\n")[2]
    assert (await site.client.get(url)).content == b"content"


async def test_e1_put_by_another_spelling_reaches_nothing(site: Site) -> None:
    slot = await site.world.slot(4)
    upload_id = slot.put_url.split("/")[4]
    for target in (f"//upload/{upload_id}/a", f"/upload/%2e/{upload_id}/a", f"/upload/{upload_id}/a/../b"):
        head = f"PUT {target} HTTP/1.1\r\nHost: files.example\r\nContent-Length: 4\r\nConnection: close\r\n"
        answer = await site.raw(f"{head}Authorization: {slot.headers['Authorization']}\r\n\r\nevil".encode())
        assert answer.split(b" ")[1] == b"404"
    view = await site.world.files.view(upload_id)
    assert view is not None
    assert view.state is UploadState.SLOT
