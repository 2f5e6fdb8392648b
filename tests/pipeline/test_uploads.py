"""A file's verdict before anybody knows who will get it, and what its owner hears."""

from casemate.files.api import UploadState
from casemate.pipeline.normalise import MASK
from casemate.policy.api import compile_policy
from tests.place import Place
from tests.stories.support import actions, chat, said, upload

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


async def test_a_harmless_file_is_nothing_to_talk_about(place: Place) -> None:
    alice = await place.client("alice")
    answer, url = await upload(place, alice, "notes.txt", b"the plan for tomorrow")
    assert answer.status_code == 201
    view = await place.house.files.settled(place.house.files.upload_id(url) or "")
    assert view is not None
    assert (view.state, view.media_type) == (UploadState.READY, "text/plain")
    assert not [row for row in await actions(place) if row[1].startswith("file.")]


async def test_a_refused_file_is_told_to_its_owner_and_audited(place: Place) -> None:
    alice = await place.client("alice")
    answer, url = await upload(place, alice, "nice\u202egpj.exe", EICAR)
    assert answer.status_code == 422
    text = await said(alice)
    assert text.startswith("Your file ")
    assert "was stopped" in text
    assert text.isprintable()
    await place.settled()
    (refused,) = [row for row in await actions(place) if row[1] == "file.refused"]
    assert refused[0] == "alice@localhost"
    assert (place.house.files.upload_id(url) or "?") in refused[2]


async def test_a_held_file_is_told_and_its_name_audited_without_its_secret(place: Place) -> None:
    place.house.judge.policy = compile_policy(
        '[[rule]]\nname = "cards"\nwhen = { groups = ["card"] }\nthen = { verdict = "hold", message = "A card." }\n',
        "own",
        place.house.engine.findings(),
    )
    alice = await place.client("alice")
    _, url = await upload(place, alice, "card 4539148803436467.txt", b"the plan")
    assert await said(alice) == "Your file card 4539148803436467.txt is held for a reviewer. A card."
    alice.send(chat(f"see {url}"))
    assert "A card." in await said(alice)
    await place.settled()
    (held,) = [row for row in await actions(place) if row[1] == "file.held"]
    assert f"card {MASK * 16}.txt" in held[2]
    (row,) = await place.house.held.waiting()
    stored = await place.house.archive.get(row.tenant, row.id)
    assert stored is not None
    assert f"file:card {MASK * 16}.txt" in (stored.findings or "")
    assert "4539148803436467" not in (stored.findings or "") + str(await actions(place))
