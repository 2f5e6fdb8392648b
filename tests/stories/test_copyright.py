"""Copyright liability: known works and pirate hosts stop, and who shared what is on a record that proves itself."""

import hashlib
from pathlib import Path

from casemate.storage.engine import Database
from tests.place import Place, running
from tests.stories.support import actions, chat, fetch, record_is_whole, said, shared, text_of, upload, verdict

FILM = b"RIFF" + b"a film that somebody owns " * 1000


async def test_a_listed_work_is_refused_under_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "place"
    folder.mkdir()
    digest = hashlib.sha256(FILM).hexdigest()
    (folder / "works.txt").write_text(f"# works that we were told of\n{digest}\n")
    async with running(folder, {"inspection": {"block_sha256": (str(folder / "works.txt"),), "workers": 1}}) as place:
        alice = await place.client("alice")
        for name in ("film.txt", "holiday.dat"):
            answer, url = await upload(place, alice, name, FILM)
            assert 400 <= answer.status_code < 500
            assert f"Your file {name} was stopped" in await said(alice)
            assert (await fetch(place, url)).status_code in {403, 404}
        told = [(actor, detail) for actor, action, detail in await actions(place) if action == "file.refused"]
        assert [actor for actor, _ in told] == ["alice@localhost"] * 2
        assert all(digest in detail for _, detail in told)
        answer, _ = await upload(place, alice, "own.txt", FILM + b"!")
        assert answer.status_code == 201


async def test_a_listed_host_is_not_passed_on(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    alice.send(chat("the whole album: http://phishing.test/album.zip"))
    assert await verdict(alice) == "block"
    alice.send(chat("ok, I will buy it"))
    assert text_of(await bob.element("message")) == "ok, I will buy it"


async def test_who_shared_what_is_on_record_and_the_record_proves_itself(place: Place) -> None:
    alice, bob = await place.client("alice"), await place.client("bob")
    answer, url = await upload(place, alice, "song.txt", b"la la la")
    assert answer.status_code == 201
    alice.send(shared(url))
    assert text_of(await bob.element("message")) == url
    alice.send(chat("see http://phishing.test/"))
    assert await verdict(alice) == "block"
    assert await record_is_whole(place)
    await _forge(place.house.db, "alice@localhost", "carol@localhost")
    assert not await record_is_whole(place)


async def _forge(db: Database, was: str, becomes: str) -> None:
    """Somebody with the database in hands puts the blame on another."""
    async with db.write() as conn:
        await conn.exec_driver_sql("UPDATE audit SET actor = ? WHERE actor = ?", (becomes, was))
