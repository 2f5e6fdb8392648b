"""Before anything is written: does the keyring have the keys that the record is sealed with?

A lost keys file would otherwise go unnoticed until somebody reads, while new content is sealed with new keys.
"""

from typing import Final

from sqlalchemy import Select, func, select

from casemate.archive.sealing import Keyring
from casemate.model.errors import ConfigurationError
from casemate.storage.engine import Database
from casemate.storage.schema import (
    content,
    message,
    notice,
    private_xml,
    pubsub_item,
    pubsub_node,
    room,
    room_member,
    roster_item,
    upload,
    vcard,
)

# Those that grow for ever are asked by their index. Key numbers only grow, so of the others the highest is the newest.
_NEWEST: Final[tuple[Select[*tuple[int]], ...]] = (
    *(select(table.c.key).order_by(table.c.id.desc()).limit(1) for table in (message, content, pubsub_item)),
    *(select(func.max(table.c.key)) for table in (vcard, private_xml, notice, room, room_member, upload, pubsub_node)),
    select(func.max(roster_item.c.pending_key)),
)


async def check_keys(db: Database, keyring: Keyring) -> None:
    """Look at the newest keys that sealed anything.

    Raises:
        ConfigurationError: if one is neither there nor known to be destroyed.
    """
    async with db.read() as conn:
        keys = [(await conn.execute(query)).scalar() for query in _NEWEST]
    for key in keys:
        if key is not None and not keyring.knows(key):
            raise ConfigurationError(
                f"the record is sealed with data key {key}, which {keyring.path} does not have: "
                "restore that file from its own backup (it is not part of the database's)"
            )
