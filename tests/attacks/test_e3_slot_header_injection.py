"""E3: nothing that a client says about a file becomes a header line, neither in the slot nor in an answer."""

import re
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemate.web.disposition import disposition
from tests.web.support import Site, open_site

EVIL = [
    "a\r\nSet-Cookie: x=y",
    "a\nX-Injected: 1",
    "a\rX-Injected: 1",
    'a"; filename="evil.html',
    "a\u2028X-Injected: 1",
    "a\x0bX-Injected: 1",
    'a\\"; x=1',
    "a%0d%0aX-Injected: 1",
    "\u560d\u560aX-Injected: 1",
]


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with aclosing(open_site(tmp_path)) as sites:
        async for site in sites:
            yield site


@pytest.mark.parametrize("evil", EVIL)
async def test_e3_names_and_types_make_no_header(site: Site, evil: str) -> None:
    slot = await site.world.slot(4, evil, declared=f"text/plain{evil}")
    assert set(slot.headers) == {"Authorization"}
    assert re.fullmatch(r"Bearer [A-Za-z0-9_-]{43}", slot.headers["Authorization"])
    assert re.fullmatch(r"[\x21-\x7e]+", slot.put_url)
    url = site.at(slot)
    site.world.judge.media_type = f"image/png{evil}"
    assert (await site.client.put(url, content=b"data", headers=slot.headers)).status_code == 201
    got = await site.client.get(url)
    assert got.status_code == 200
    assert not {"set-cookie", "x-injected"} & {name.lower() for name in got.headers}
    assert got.headers["content-type"] == "application/octet-stream"


@given(name=st.text(min_size=1, max_size=60))
def test_e3_a_disposition_is_one_well_formed_line(name: str) -> None:
    """RFC 6266: one quoted string without quotes or backslashes in it, one extended value."""
    header = disposition("attachment", name)
    assert re.fullmatch(
        r"attachment; filename=\"[\x20-\x21\x23-\x5b\x5d-\x7e]+\"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+", header
    )
