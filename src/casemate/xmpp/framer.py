"""Finds where an element ends in a stream of bytes, without parsing it, in time linear in the bytes received.

A parser that is fed an unfinished token again and again pays for it again and again (ATTACKS A7); one that holds tokens
back delays stanzas (A8). The framer looks at each byte at most twice (once by the quick way, for what is there as a whole,
once by the slow way, which remembers where it stopped), bounds what it keeps, and hands over whole elements only. It knows
just enough of XML to count tags: quotes, CDATA, and what is forbidden on a stream (RFC 6120 section 11.1). Whether a piece
is well-formed is the parser's question; a piece that is, ends where the framer says.
"""

import re
from enum import Enum, auto
from typing import Final, NoReturn

from casemate.xmpp.errors import StreamError

_TAG: Final = re.compile(rb"""</?+[A-Za-z_:\x80-\xff][^<>"']*+(?:"[^<"]*+"[^<>"']*+|'[^<']*+'[^<>"']*+)*+>""")
_NOT_SPACE: Final = re.compile(rb"[^ \t\r\n]")
_IN_TAG: Final = re.compile(rb"[<>\"']")
_QUALIFIED_NAME: Final = re.compile(rb"<([^\s/>]+)")
_CDATA: Final = b"<![CDATA["
_DECLARATION: Final = b"<?xml"
_SLASH: Final = 0x2F
_QUESTION: Final = 0x3F
_BANG: Final = 0x21
_LESS: Final = 0x3C
_MARKS: Final = b"\xef\xfe\xff"
"""First bytes of byte order marks."""


class _In(Enum):
    TEXT = auto()
    TAG = auto()
    DOUBLE = auto()
    SINGLE = auto()
    CDATA = auto()
    DECLARATION = auto()


_ENDS: Final = {_In.DOUBLE: b'"', _In.SINGLE: b"'", _In.CDATA: b"]]>", _In.DECLARATION: b"?>"}


class Framer:
    """Cuts a byte stream into a header and elements; `limit` (bytes of one of them) may be raised while it runs."""

    __slots__ = ("_buffer", "_closing", "_depth", "_end_tag", "_header", "_position", "_state", "limit")

    def __init__(self, limit: int) -> None:
        self.limit = limit
        # A bytearray: what drips in is appended without copying what is there.
        self._buffer = bytearray()
        self._end_tag = b""
        self.restart()

    @property
    def pending(self) -> int:
        """Bytes received and not handed over yet; white space between elements never counts."""
        return len(self._buffer)

    def restart(self) -> None:
        """Expect a stream header next (RFC 6120 section 4.3.3: after TLS and after SASL)."""
        self._header = True
        self._reset()

    def clear(self) -> None:
        """Drop what was received and not handed over."""
        self._buffer.clear()
        self.restart()

    def next_header(self, data: bytes) -> bytes | None:
        """The stream header (declaration and start tag) once it is complete; what follows stays for `feed`.

        Raises:
            StreamError: for what can't become a header, or is over the limit.
        """
        self._buffer += data
        self._drop_space()
        if not self._buffer:
            return None
        if self._buffer[0] != _LESS or self._buffer.startswith(b"<\0"):
            _refuse_start(self._buffer)
        end = self._scan()
        if end is None:
            self._check_size(len(self._buffer))
            return None
        self._check_size(end)
        header = bytes(self._buffer[:end])
        del self._buffer[:end]
        name = _QUALIFIED_NAME.search(header, max(header.rfind(b"?>"), 0))
        self._end_tag = b"</" + name[1] if name else b""
        self._header = False
        self._reset()
        return header

    def feed(self, data: bytes, elements: list[bytes]) -> bool:
        """Add the whole elements in `data` and what came before it to `elements`; whether the stream's end tag followed.

        Raises:
            StreamError: for what may not stand in a stream, or an element over the limit. The elements before it are good.
        """
        if self._buffer:
            self._buffer += data
            if not self._slow(elements):
                return False
            if self._depth < 0:
                return True
            # What is left came with this call: it gets its one quick look now.
            data = bytes(self._buffer)
            self._buffer.clear()
        start = self._quick(data, elements)
        if start < len(data):
            self._buffer += data[start:]
            while self._slow(elements):
                if self._depth < 0:
                    return True
        return False

    def _quick(self, data: bytes, elements: list[bytes]) -> int:
        """Take whole elements off the front of a fresh chunk; return where the rest begins."""
        start = 0
        while True:
            found = _NOT_SPACE.search(data, start)
            if found is None:
                return len(data)
            start = position = found.start()
            depth = 0
            while True:
                tag = _TAG.match(data, position)
                if tag is None:
                    return start
                if data[position + 1] == _SLASH:
                    depth -= 1
                elif data[tag.end() - 2] != _SLASH:
                    depth += 1
                position = tag.end()
                if depth <= 0:
                    break
                position = data.find(b"<", position)
                if position < 0:
                    return start
            if depth < 0:
                return start
            self._check_size(position - start)
            elements.append(data[start:position])
            start = position

    def _slow(self, elements: list[bytes]) -> bool:
        """Go on with the element at the front of the buffer; whether it (or the stream's end tag) was completed."""
        if self._position == 0:
            self._drop_space()
            if not self._buffer:
                return False
            if self._buffer[0] != _LESS:
                _refuse_start(self._buffer)
        end = self._scan()
        if end is None:
            self._check_size(len(self._buffer))
            return False
        if self._depth < 0:
            if bytes(self._buffer[: end - 1]).rstrip() != self._end_tag:
                raise StreamError("not-well-formed", "An end tag has no start tag.")
            return True
        self._check_size(end)
        elements.append(bytes(self._buffer[:end]))
        del self._buffer[:end]
        self._reset()
        return True

    def _scan(self) -> int | None:
        """Go on where the last scan stopped; return the end of the element (or header), None if it is not there yet."""
        buffer, size = self._buffer, len(self._buffer)
        while self._position < size:
            if self._state is _In.TEXT:
                if not self._open(buffer, size):
                    return None
                if self._state is _In.TEXT and self._tag_ended(buffer):
                    return self._position
            elif self._state is _In.TAG:
                found = _IN_TAG.search(buffer, self._position)
                if found is None:
                    self._position = size
                    return None
                self._position = found.end()
                if self._in_tag(found.group()) and self._tag_ended(buffer):
                    return self._position
            elif not self._skip(buffer, size):
                return None
        return None

    def _open(self, buffer: bytearray, size: int) -> bool:
        """In text: find the next tag and go to its end, or see what it is; False if more bytes are needed to tell."""
        start = buffer.find(b"<", self._position)
        if start < 0:
            self._position = size
            return False
        self._position = start
        if start + 1 >= size:
            return False
        second = buffer[start + 1]
        if second == _QUESTION:
            return self._processing_instruction(buffer, start)
        if second == _BANG:
            return self._bang(buffer, start)
        self._closing = second == _SLASH
        # One try to have the whole tag at once; if it is not there yet, its pieces are remembered from here on.
        whole = _TAG.match(buffer, start)
        if whole is not None:
            self._position = whole.end()
        else:
            self._state = _In.TAG
            self._position = start + 1
        return True

    def _processing_instruction(self, buffer: bytearray, start: int) -> bool:
        head = bytes(buffer[start : start + 6])
        if not self._header or start or not (head[:5] == _DECLARATION[: len(head)]):
            raise StreamError("restricted-xml", "Processing instructions are not allowed (RFC 6120 section 11.1).")
        if len(head) < 6:
            return False
        self._state = _In.DECLARATION
        return True

    def _bang(self, buffer: bytearray, start: int) -> bool:
        head = bytes(buffer[start : start + len(_CDATA)])
        if head != _CDATA[: len(head)] or self._depth == 0:
            raise StreamError("restricted-xml", "Comments and DTDs are not allowed (RFC 6120 section 11.1).")
        if len(head) < len(_CDATA):
            return False
        self._state = _In.CDATA
        self._position = start + len(_CDATA)
        return True

    def _in_tag(self, byte: bytes) -> bool:
        """Note a quote, or the end of the tag; whether it was the end."""
        if byte == b'"':
            self._state = _In.DOUBLE
        elif byte == b"'":
            self._state = _In.SINGLE
        elif byte == b"<":
            raise StreamError("not-well-formed", "A tag begins inside a tag.")
        else:
            self._state = _In.TEXT
            return True
        return False

    def _tag_ended(self, buffer: bytearray) -> bool:
        """Count the tag that ends here; whether the element (or header) ends with it."""
        if self._header:
            return True
        if self._closing:
            self._depth -= 1
        elif buffer[self._position - 2] != _SLASH:
            self._depth += 1
        return self._depth <= 0

    def _skip(self, buffer: bytearray, size: int) -> bool:
        """Inside quotes, CDATA or the declaration: go to its end; False if that has not come yet."""
        mark = _ENDS[self._state]
        end = buffer.find(mark, self._position)
        if end < 0:
            # All but the last bytes, which may begin the mark, need no second look.
            self._position = max(self._position, size - len(mark) + 1)
            return False
        self._position = end + len(mark)
        self._state = _In.TAG if self._state in {_In.DOUBLE, _In.SINGLE} else _In.TEXT
        return True

    def _drop_space(self) -> None:
        """White space before an element keeps the connection alive (RFC 6120 section 4.6.1) and is not kept."""
        found = _NOT_SPACE.search(self._buffer)
        del self._buffer[: found.start() if found else len(self._buffer)]

    def _check_size(self, size: int) -> None:
        if size > self.limit:
            raise StreamError("policy-violation", f"A stanza may have {self.limit} bytes.")

    def _reset(self) -> None:
        self._position: int = 0
        self._depth = 0
        self._state = _In.TEXT
        self._closing = False


def _refuse_start(buffer: bytearray) -> NoReturn:
    """Say what is wrong with bytes that begin with neither white space nor a tag (ATTACKS A14)."""
    if buffer[0] in _MARKS or buffer.startswith((b"\0", b"<\0")):
        raise StreamError("unsupported-encoding", "Only UTF-8 without a byte order mark is spoken here.")
    raise StreamError("bad-format", "There is text where an element should be.")
