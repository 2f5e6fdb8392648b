"""E5: nobody reads or plants a file without its unguessable address; the address ends; tenants share nothing."""

import re
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest

from tests.files.support import ALICE, BOB, CAROL, id_of, token_of
from tests.web.support import Site, open_site


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with aclosing(open_site(tmp_path)) as sites:
        async for site in sites:
            yield site


async def test_e5_ids_and_tokens_are_random(site: Site) -> None:
    slots = [await site.world.slot(1, "same.txt") for _ in range(50)]
    secrets = {id_of(slot) for slot in slots} | {token_of(slot) for slot in slots}
    assert len(secrets) == 100
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", secret) for secret in secrets)
    # No byte of them is a counter or a time: every place takes many values.
    for place in range(42):
        assert len({secret[place] for secret in secrets}) > 16


async def test_e5_cve_2024_37303_nothing_is_planted_without_a_slot(site: Site) -> None:
    """Synapse stored, for anybody who asked, media that others could then fetch from it."""
    slot = await site.world.slot(5)
    other = await site.world.slot(5, jid=BOB)
    for url, headers in (
        (site.at(slot), {}),
        (site.at(slot), other.headers),
        (site.base + "/upload/" + "A" * 43 + "/x.txt", slot.headers),
        (site.at(slot) + "?access_token=" + token_of(slot), {}),
    ):
        answer = await site.client.put(url, content=b"12345", headers=headers)
        assert answer.status_code in {403, 404}
    assert site.world.contents() == []


async def test_e5_an_almost_right_address_finds_nothing(site: Site) -> None:
    url = await site.stored(b"secret")
    upload_id = url.split("/")[4]
    swapped = ("B" if upload_id[0] != "B" else "C") + upload_id[1:]
    for wrong in (swapped, upload_id[:-1], upload_id + "A", upload_id.swapcase(), upload_id[:40] + "%2A"):
        answer = await site.client.get(url.replace(upload_id, wrong))
        assert answer.status_code == 404
        assert b"secret" not in answer.content


async def test_e5_an_address_ends(site: Site) -> None:
    url = await site.stored(b"secret")
    site.world.time.now += site.world.settings.keep - 1
    assert (await site.client.get(url)).content == b"secret"
    site.world.time.now += 1
    answer = await site.client.get(url)
    assert answer.status_code == 404
    assert (await site.client.head(url)).status_code == 404


async def test_e5_equal_content_tells_a_tenant_nothing_about_another(site: Site) -> None:
    """One copy across tenants would show, by what happens to it, that the other has it too."""
    world = site.world
    ours, theirs = await world.put(b"the same" * 100, jid=ALICE), await world.put(b"the same" * 100, jid=CAROL)
    one, two = world.contents()
    assert one.name == two.name
    assert one.parts[-4] != two.parts[-4]
    assert one.read_bytes() != two.read_bytes()
    # A container carried over to the other tenant does not open there.
    two.write_bytes(one.read_bytes())
    first = two if two.parts[-4] == str(ours.tenant) else one
    spoilt = theirs if first is one else ours
    url = f"{site.base}/upload/{spoilt.id}/notes.txt"
    assert (await site.client.get(url)).status_code == 404


@pytest.mark.parametrize("path", ["/upload/", "/upload", "/files", "/content", "/.well-known/"])
async def test_e5_nothing_is_listed(site: Site, path: str) -> None:
    await site.stored(b"secret")
    answer = await site.client.get(site.base + path)
    assert (answer.status_code, answer.text) == (404, "There is nothing here.\n")
