"""Client certificate name confusion (ATTACKS B8): a server is who its certificate's alternative names say, and nobody else."""

from collections.abc import AsyncGenerator, Sequence
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from tests.peers import EXTERNAL, SERVER_HEADER, Authority, Make, Server, making, srv_name, xmpp_addr

CLAIMED = "there.example"
HEADER = SERVER_HEADER.format(f" from='{CLAIMED}' to='here.example'")


@pytest.fixture
async def make(tmp_path: Path) -> AsyncGenerator[Make]:
    async with making(tmp_path) as made:
        yield made


async def offered(server: Server, files: tuple[Path, Path]) -> str:
    """What somebody with a certificate is offered: stream features, or the end of the stream."""
    peer = await server.raw(files=files)
    peer.send(HEADER)
    try:
        return await peer.until("</stream:features>|</stream:stream>")
    finally:
        peer.close()


def dns(*names: str) -> list[x509.GeneralName]:
    return [x509.DNSName(name) for name in names]


@pytest.mark.parametrize(
    ("alternatives", "common_name"),
    [
        ([], CLAIMED),
        ([], f"x/CN={CLAIMED}"),
        (dns("else.example"), CLAIMED),
        (dns(f"{CLAIMED}.else.example"), f"CN={CLAIMED}, O=x"),
        (dns(f"else.{CLAIMED}"), "nobody"),
        (dns("*.there.example"), "nobody"),
        (dns("*.example.there"), "nobody"),
        (dns("*"), "nobody"),
        (dns("th*.example"), "nobody"),
        ([x509.RFC822Name(f"admin@{CLAIMED}")], "nobody"),
        ([x509.UniformResourceIdentifier(f"xmpp:{CLAIMED}")], "nobody"),
        ([srv_name("else.example")], CLAIMED),
        ([xmpp_addr(f"admin@{CLAIMED}")], "nobody"),
    ],
)
async def test_b8_cve_2025_59154_other_names_prove_nothing(
    make: Make, alternatives: Sequence[x509.GeneralName], common_name: str
) -> None:
    here = await make("here.example", dialback="off")
    certificate, key = here.authority.sign(alternatives, common_name=common_name)
    assert "EXTERNAL" not in await offered(here, here.authority.write(certificate, key, "crafted"))


@pytest.mark.parametrize(
    "alternatives", [dns(CLAIMED), dns("else.example", CLAIMED), [srv_name(CLAIMED)], [xmpp_addr(CLAIMED)]]
)
async def test_b8_its_own_name_is_taken(make: Make, alternatives: Sequence[x509.GeneralName]) -> None:
    here = await make("here.example", dialback="off")
    certificate, key = here.authority.sign(alternatives)
    assert "EXTERNAL" in await offered(here, here.authority.write(certificate, key, "own"))


async def test_b8_whoever_signed_it_must_be_trusted(make: Make, tmp_path: Path) -> None:
    here = await make("here.example", dialback="off")
    assert "EXTERNAL" not in await offered(here, Authority(tmp_path / "nobody").files(CLAIMED))


@pytest.mark.parametrize("wrong", [{"days": -1}, {"usages": [ExtendedKeyUsageOID.CODE_SIGNING]}])
async def test_b8_a_certificate_that_is_over_or_for_something_else(make: Make, wrong: dict[str, object]) -> None:
    here = await make("here.example", dialback="off")
    certificate, key = here.authority.sign(dns(CLAIMED), **wrong)
    assert "EXTERNAL" not in await offered(here, here.authority.write(certificate, key, "wrong"))


async def test_b8_external_without_a_certificate_fails(make: Make) -> None:
    here = await make("here.example")
    peer = await here.raw()
    peer.send(HEADER)
    await peer.until("</stream:features>")
    peer.send(EXTERNAL)
    assert "<success" not in await peer.until("<success|<failure|</stream:stream>")
