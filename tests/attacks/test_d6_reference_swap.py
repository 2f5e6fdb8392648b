"""D6, the uploads' side: there is no way to write the address of an upload that is served but not recognised.

A message is held for the verdict of the uploads that it refers to; an address that slipped through would not be.
"""

from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.files.addresses import Addresses, new_id
from casemate.web.gate import canonical
from tests.web.support import Site, open_site

SPELLINGS = [
    "https://files.example:5443/upload/{id}/a.txt",
    "HTTPS://FILES.EXAMPLE:5443/upload/{id}/a.txt",
    "https://files.example./upload/{id}/a.txt",
    "https://user:pass@files.example:5443/upload/{id}/a.txt",
    "https://files.example:5443/upload/{id}/a.txt?x=y#z",
    "https://files.example:5443/upload/{id}/another-name",
    "https://files.example:5443/x/../upload/{id}/a.txt",
    "https://files.example:5443\\upload\\{id}\\a.txt",
    "https:/\\files.example:5443/upload/{id}/a.txt",
    "https://\uff46iles.example:5443/upload/{id}/a.txt",
    "https://files%2eexample:5443/upload/{id}/a.txt",
    "https://localhost:5443/upload/{id}/a.txt",
    "https://127.0.0.1:5443/upload/{id}/a.txt",
    "https://0x7f.1:5443/upload/{id}/a.txt",
    "https://2130706433/upload/{id}/a.txt",
    "https://[::1]/upload/{id}/a.txt",
    "https://[::ffff:127.0.0.1]/upload/{id}/a.txt",
    "https://example.org:5443/upload/{id}/a.txt",
    "http://files.example:5443/upload/{id}/a.txt",
    "aesgcm://files.example:5443/upload/{id}/a.txt#00",
    " https://files.example:5443/upload/{id}/a.txt\t",
    "https://files.exa\nmple:5443/upload/{id}/a.txt",
    "https://files.example:5443/upload/{id}",
]
FOREIGN = [
    "https://evil.example/upload/{id}/a.txt",
    "https://files.example.evil.example/upload/{id}/a.txt",
    "https://files.example@evil.example/upload/{id}/a.txt",
    "https://evil.example/files.example/upload/{id}/a.txt",
    "https://evil.example/?https://files.example:5443/upload/{id}/a.txt",
    "ftp://files.example:5443/upload/{id}/a.txt",
]
OURS = Addresses("https://files.example:5443", ("example.org",))


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with aclosing(open_site(tmp_path)) as sites:
        async for site in sites:
            yield site


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_d6_every_spelling_of_an_own_address_is_recognised(spelling: str) -> None:
    upload_id = new_id()
    assert OURS.upload_id(spelling.format(id=upload_id)) == upload_id


@pytest.mark.parametrize("spelling", FOREIGN)
def test_d6_an_address_elsewhere_is_not_ours(spelling: str) -> None:
    assert OURS.upload_id(spelling.format(id=new_id())) is None


@pytest.mark.parametrize("host", ["evil.example", "files.example.evil.example", "xn--fles-7pa.example", "files", "-"])
async def test_d6_what_is_not_recognised_is_not_served(site: Site, host: str) -> None:
    """A name that somebody else points at this server is refused by it."""
    url = await site.stored(b"content")
    upload_id = url.split("/")[4]
    assert OURS.upload_id(f"https://{host}/upload/{upload_id}/a.txt") is None
    got = await site.client.get(url, headers={"Host": f"{host}:5443"})
    assert got.status_code == 421


@given(path=st.text(st.sampled_from("/.%2eEuUploadPLOAD\\;~?# -_aA0"), max_size=30))
def test_d6_what_the_gate_lets_through_is_recognised(path: str) -> None:
    """Any path that leads to the upload's route, by whatever detour, names the upload when it is read as an address."""
    upload_id = new_id()
    for written in (f"/{path}/upload/{upload_id}/a", f"/upload/{path}{upload_id}/a", f"/upload/{upload_id}/{path}"):
        raw = httpx.URL(f"https://files.example{written}").raw_path.partition(b"?")[0]
        parts = raw.split(b"/")
        served = canonical(raw) and len(parts) == 4 and parts[1:3] == [b"upload", upload_id.encode()] and parts[3]
        if served:
            assert OURS.upload_id(f"https://files.example{raw.decode()}") == upload_id
