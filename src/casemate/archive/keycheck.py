"""Before anything is written: does the keyring have the keys that the record is sealed with?

A lost keys file would otherwise go unnoticed until somebody reads, while new content is sealed with new keys.
"""

from sqlalchemy import Table, select

from casemate.archive.sealing import Keyring
from casemate.model.errors import ConfigurationError
from casemate.storage.engine import Database
from casemate.storage.schema import content, message, private_xml, vcard


async def check_keys(db: Database, keyring: Keyring) -> None:
    """Look at the newest sealed rows.

    Raises:
        ConfigurationError: if the key of one is neither there nor known to be destroyed.
    """
    for table, newest in ((message, message.c.id), (content, content.c.id), (vcard, None), (private_xml, None)):
        key = await _key_of(db, table, newest)
        if key is not None and not keyring.knows(key):
            raise ConfigurationError(
                f"the record is sealed with data key {key}, which {keyring.path} does not have: "
                "restore that file from its own backup (it is not part of the database's)"
            )


async def _key_of(db: Database, table: Table, newest: object) -> int | None:
    query = select(table.c.key).limit(1)
    if newest is not None:
        query = query.order_by(table.c.id.desc())
    async with db.read() as conn:
        key: int | None = (await conn.execute(query)).scalar()
    return key
