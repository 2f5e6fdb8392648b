"""Who may make rooms, as the settings say."""

from pathlib import Path

from tests.place import running

ENTER = "<presence to='tea@rooms.localhost/{}'><x xmlns='http://jabber.org/protocol/muc'/></presence>"


async def test_only_administrators_make_rooms_where_the_settings_say_so(tmp_path: Path) -> None:
    async with running(tmp_path, {"rooms": {"create": False}}) as place:
        admin, bob = await place.client("admin"), await place.client("bob")
        bob.send(ENTER.format("Bob"))
        assert "not-allowed" in await bob.until("<presence [^>]*from='tea@rooms.localhost/Bob'.*?</presence>")
        admin.send(ENTER.format("Admin"))
        assert "code='201'" in await admin.until("<presence [^>]*from='tea@rooms.localhost/Admin'.*?</presence>")
