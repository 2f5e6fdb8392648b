"""Filling `mail`, which says in whose archive a message is, on SQLite: in bulk and a little later than the messages.

In order of people, 50 messages touch 100 pages of an index, and each page goes through the write-ahead log: that made a message
three times as dear. In runs of `RUN` messages the same pages are shared by many. Until then a reader looks at the newest
messages one by one (`casemate.archive.api`): those above `progress` "mail", never more than about `RUN`.

Invariant: a visible message is in `mail` if and only if its id is at most `progress` "mail".
"""

import sqlite3
from typing import Final

RUN: Final = 2_000
"""Messages between fillings: one takes about 10 ms, and a reader goes through so many in 1 ms."""

_LAST: Final = "SELECT max(id) FROM message"
_SET: Final = (
    "INSERT INTO progress (name, value) VALUES ('mail', ?) ON CONFLICT (name) DO UPDATE SET value=excluded.value"
)
_GET: Final = "SELECT value FROM progress WHERE name='mail'"
# In the order of the table, so that each of its pages is visited once.
_FILL: Final = """
INSERT INTO mail (tenant, owner, id, other)
SELECT tenant, sender, id, recipient FROM message WHERE id > ?1 AND id <= ?2 AND visible AND kind IN ('message', 'whisper')
UNION ALL
SELECT tenant, recipient, id, sender FROM message
WHERE id > ?1 AND id <= ?2 AND visible AND (kind = 'room' OR (kind = 'message' AND recipient <> sender))
ORDER BY 1, 2, 3
"""


def filled_upto(connection: sqlite3.Connection) -> int:
    """The id up to which `mail` is complete; 0 on a new database, which is then written down."""
    row = connection.execute(_GET).fetchone()
    if row is None:
        connection.execute(_SET, (0,))
        return 0
    upto: int = row[0]
    return upto


def fill(connection: sqlite3.Connection) -> int:
    """Bring `mail` up to the newest message, inside the caller's transaction; return the id reached."""
    upto = filled_upto(connection)
    last: int = connection.execute(_LAST).fetchone()[0] or 0
    if last > upto:
        connection.execute(_FILL, (upto, last))
        connection.execute(_SET, (last,))
    return max(last, upto)
