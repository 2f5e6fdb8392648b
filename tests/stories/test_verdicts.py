"""Each verdict as both sides see it, and the reviewer at the command line."""

import asyncio
import json
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from casemate.archive.api import ArchiveQuery
from casemate.cli.console import Exit
from casemate.cli.main import cli
from casemate.model.ids import TenantId
from casemate.model.jid import Jid
from tests.place import Place, running
from tests.stories.support import actions, chat, said, text_of, verdict

CARD = "my card is 4539 1488 0343 6467, keep it"
DELAY = "{urn:xmpp:delay}delay"
STANZA_ID = "{urn:xmpp:sid:0}stanza-id"


def policy(folder: Path, word: str) -> dict[str, dict[str, object]]:
    folder.mkdir()
    (folder / "own.toml").write_text(
        '[[rule]]\nname = "cards"\nwhen = { groups = ["card"] }\n'
        f'then = {{ verdict = "{word}", message = "Cards have no place here." }}\n'
    )
    return {"policy": {"file": "own.toml"}}


async def test_redact_masks_for_the_recipient_and_tells_the_sender(tmp_path: Path) -> None:
    folder = tmp_path / "place"
    async with running(folder, policy(folder, "redact")) as place:
        alice, bob = await place.client("alice"), await place.client("bob")
        alice.send(chat(CARD))
        body = text_of(await bob.element("message"))
        assert body.startswith("my card is ")
        assert body.endswith(", keep it")
        assert "1488" not in body
        told = await said(alice)
        assert "masked" in told
        assert "Cards have no place here." in told
        assert "1488" not in told
        page = await place.house.archive.page(TenantId(1), Jid.parse("bob@localhost"), ArchiveQuery(10))
        assert all(b"1488" not in item.stanza for item in page.items)
        assert "message.redacted" in {action for _, action, _ in await actions(place)}


async def test_notice_delivers_with_a_line_of_warning(tmp_path: Path) -> None:
    folder = tmp_path / "place"
    async with running(folder, policy(folder, "notice")) as place:
        alice, bob = await place.client("alice"), await place.client("bob")
        alice.send(chat(CARD))
        first, *rest = text_of(await bob.element("message")).splitlines()
        assert first == CARD
        assert [line for line in rest if line] == ["⚠ Casemate: Cards have no place here."]


async def test_email_holds_and_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "place"
    async with running(folder, policy(folder, "email")) as place:
        alice, bob = await place.client("alice"), await place.client("bob")
        alice.send(chat(CARD))
        told = await said(alice)
        assert "belongs into an e-mail" in told
        assert "not delivered" in told
        assert len(await place.house.held.waiting()) == 1
        alice.send(chat("then I write an e-mail"))
        assert text_of(await bob.element("message")) == "then I write an e-mail"


async def command(place: Place, *words: str) -> Result:
    settings = {"CASEMATE_CONFIG": str(place.loaded.path)}
    return await asyncio.to_thread(CliRunner(env=settings).invoke, cli, ["held", *words], prog_name="casemate")


async def test_a_reviewer_releases_at_the_command_line(tmp_path: Path) -> None:
    folder = tmp_path / "place"
    async with running(folder, policy(folder, "hold")) as place:
        alice, bob = await place.client("alice"), await place.client("bob")
        alice.send(chat(CARD))
        assert await verdict(alice) == "hold"
        [row] = json.loads((await command(place, "list", "--json")).stdout)
        assert (row["sender"], row["recipient"], row["rule"]) == ("alice@localhost", "bob@localhost", "cards")
        assert row["findings"] == ["dlp.card"]
        listed = (await command(place, "list")).stdout
        assert row["id"] in listed
        assert "4539" not in listed
        released = await command(place, "release", row["id"])
        assert released.exit_code == Exit.OK
        message = await bob.element("message")
        assert text_of(message) == CARD
        delay, stanza_id = message.find(DELAY), message.find(STANZA_ID)
        assert delay is not None
        assert stanza_id is not None
        assert stanza_id.get("id") != row["id"], "a client that asks for what is newer would never see it"
        assert _milliseconds(delay.get("stamp", "")) == pytest.approx(row["ms"], abs=1000)
        assert "was released" in await said(alice)
        again = await command(place, "release", row["id"])
        assert again.exit_code == Exit.CONFLICT
        assert "released already, by command line" in again.stderr
        assert (await command(place, "list")).stdout == "Nothing is held.\n"
        assert ("message.released", True) in {
            (a, actor.startswith("command line")) for actor, a, _ in await actions(place)
        }


async def test_a_reviewer_refuses_at_the_command_line(tmp_path: Path) -> None:
    folder = tmp_path / "place"
    async with running(folder, policy(folder, "hold")) as place:
        alice, bob = await place.client("alice"), await place.client("bob")
        alice.send(chat(CARD))
        assert await verdict(alice) == "hold"
        [row] = json.loads((await command(place, "list", "--json")).stdout)
        refused = await command(place, "refuse", row["id"], "--reason", "Call them instead.")
        assert refused.exit_code == Exit.OK
        told = await said(alice)
        assert "was refused" in told
        assert "Call them instead." in told
        alice.send(chat("I called"))
        assert text_of(await bob.element("message")) == "I called"
        assert (await command(place, "release", row["id"])).exit_code == Exit.CONFLICT


@pytest.mark.parametrize("words", [("release", "zzz"), ("refuse", "0000000000000"), ("release", "")])
async def test_what_is_not_held_is_not_found(place: Place, words: tuple[str, ...]) -> None:
    result = await command(place, *words)
    assert result.exit_code == Exit.NOT_FOUND, result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert "casemate held list" in result.stderr


def _milliseconds(stamp: str) -> float:
    return datetime.fromisoformat(stamp).timestamp() * 1000
