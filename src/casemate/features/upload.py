"""HTTP file upload (XEP-0363 1.1.0): slots for files, which are judged before anybody can fetch them."""

from datetime import UTC, datetime
from typing import ClassVar, Final

from casemate.files.api import Files
from casemate.files.errors import BadFile, FileTooLarge, QuotaReached
from casemate.server.api import Iq, Server, Target
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

NS: Final = "urn:xmpp:http:upload:0"
_HEADERS: Final = frozenset({"Authorization", "Cookie", "Expires"})
"""What a slot may ask a client to send (section 5); our own headers are among them, and have no line breaks (ATTACKS E3)."""


class Upload:
    """Gives slots."""

    name: ClassVar[str] = "upload"
    xeps: ClassVar[tuple[str, ...]] = ("XEP-0363 1.1.0",)

    def __init__(self, files: Files) -> None:
        self._files = files

    def attach(self, server: Server) -> None:
        """Join the server."""
        server.serve_iq(Target.SERVER, "get", NS, "request", self._request)
        server.serve_iq(Target.SELF, "get", NS, "request", self._request)
        server.disco_server(NS)

    async def _request(self, iq: Iq) -> Element:
        size = iq.payload.get("size") or ""
        if not size.isdecimal() or len(size) > 18:
            raise StanzaError("bad-request", "The size of the file is missing.")
        session = iq.session
        try:
            slot = await self._files.create_slot(
                session.person,
                session.tenant,
                session.jid.bare,
                iq.payload.get("filename") or "",
                int(size),
                iq.payload.get("content-type") or "",
            )
        except FileTooLarge as error:
            limit = Element("max-file-size", NS, {}, [str(error.max_size)])
            payload = Element("file-too-large", NS, {}, [limit])
            raise StanzaError("not-acceptable", str(error), payloads=[payload]) from error
        except QuotaReached as error:
            raise StanzaError("resource-constraint", str(error), kind="wait", payloads=_retry(error)) from error
        except BadFile as error:
            raise StanzaError("bad-request", str(error)) from error
        put = Element("put", NS, {"url": slot.put_url})
        for name, value in slot.headers.items():
            if name in _HEADERS and "\n" not in value and "\r" not in value:
                put.add(Element("header", NS, {"name": name}, [value]))
        return Element("slot", NS, {}, [put, Element("get", NS, {"url": slot.get_url})])


def _retry(error: QuotaReached) -> list[Element]:
    if error.retry_at is None:
        return []
    stamp = datetime.fromtimestamp(error.retry_at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return [Element("retry", NS, {"stamp": stamp})]
