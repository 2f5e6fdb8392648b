"""Which uploads of ours a message refers to: their verdict counts for the message."""

import re
from collections.abc import Sequence

from casemate.files.api import Files
from casemate.model.inspection import Item, PayloadItem, TextItem, UrlItem

# Every scheme that `Files.upload_id` takes for one of ours; browsers read backslashes, and any number of slashes, alike.
_ADDRESS = re.compile(r"(?:https?|aesgcm):[/\\]{0,9}[^\s<>\"'\])}]{1,2048}", re.IGNORECASE)


def upload_references(items: Sequence[Item], files: Files) -> list[str]:
    """The ids of the uploads that `items` name, each once, in order."""
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
