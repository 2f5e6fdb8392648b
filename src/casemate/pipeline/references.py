"""Which uploads of ours a message refers to: their verdict counts for the message."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from casemate.files.api import Files
from casemate.inspection.text import views
from casemate.model.inspection import Item, PayloadItem, TextItem, UrlItem

# Every scheme that `Files.upload_id` takes for one of ours; browsers read backslashes, and any number of slashes, alike.
_ADDRESS = re.compile(r"(?:https?|aesgcm):[/\\]{0,9}[^\s<>\"'\])}]{1,2048}", re.IGNORECASE)

# An id is one word. Some signs of other scripts stand for up to four of its letters.
_LONG: Final = {True: re.compile(r"\S{43}"), False: re.compile(r"\S{10}")}
_ID = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")
MAX_POSSIBLE: Final = 20
"""Possible ids that are looked up for one message."""


def upload_references(items: Sequence[Item], files: Files) -> list[str]:
    """The ids of the uploads that `items` name by addresses of ours, each once, in order."""
    found: dict[str, None] = {}
    for item in items:
        if isinstance(item, PayloadItem):
            continue
        if isinstance(item, UrlItem):
            urls = [item.url]
        elif isinstance(item, TextItem) and ("/upload/" in item.text or "\\upload" in item.text):
            urls = _ADDRESS.findall(item.text)
        else:
            continue
        for url in urls:
            if upload := files.upload_id(url):
                found[upload] = None
    return list(found)


def possible_uploads(items: Sequence[Item]) -> list[str]:
    """What may be the id of an upload, however its address is written: an id is random, so it stands nowhere by chance."""
    found: dict[str, None] = {}
    for item in items:
        text = item.text if isinstance(item, TextItem) else item.url if isinstance(item, UrlItem) else ""
        if not _LONG[text.isascii()].search(text):
            continue
        for view in views(text):
            for match in islice(_ID.finditer(view.text), MAX_POSSIBLE):
                found[match[0]] = None
    return list(found)[:MAX_POSSIBLE]
