"""Finds where an element ends in a stream of bytes, without parsing it, in time linear in the bytes received.

A parser that is fed an unfinished token again and again pays for it again and again (ATTACKS A7); one that holds tokens
back delays stanzas (A8). The framer looks at each byte at most twice (once by the quick way for a chunk that holds whole
stanzas, once by the slow way that remembers where it stopped), bounds what it keeps, and hands over whole elements
only. It knows just enough of XML to count tags: quotes, CDATA, and what is forbidden on a stream (RFC 6120 section 11.1).
"""

import re
from enum import Enum, auto
from typing import Final

from casemate.xmpp.errors import StreamError

_WHITESPACE: Final = b" \t\r\n"
_TAG: Final = re.compile(rb"""</?+[A-Za-z_:\x80-\xff][^<>"']*+(?:"[^"]*+"[^<>"']*+|'[^']*+'[^<>"']*+)*+>""")
_NOT_SPACE: Final = re.compile(rb"[^ \t\r\n]")
_IN_TAG: Final = re.compile(rb"[<>\"']")
_CDATA: Final = b"<![CDATA["
_DECLARATION: Final = b"<?xml"
_SLASH: Final = 0x2F
_QUESTION: Final = 0x3F
_BANG: Final = 0x21
_BYTE_ORDER_MARKS: Final = (b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\x00<", b"<\x00", b"\x4c\x6f\xa7\x94")


class _In(Enum):
    TEXT = auto()
    TAG = auto()
    DOUBLE = auto()
    SINGLE = auto()
    CDATA = auto()
    DECLARATION = auto()


class Framer:
    """Cuts a byte stream into elements; `limit` (bytes of one element) may be raised while it runs."""

    __slots__ = ("_buffer", "_closing", "_depth", "_header", "_position", "_state", "limit")

    def __init__(self, limit: int) -> None:
        self.limit = limit
        # A bytearray: what drips in is appended without copying what is there.
        self._buffer = bytearray()
        self.restart()

    def restart(self) -> None:
        """Expect a stream header next (RFC 6120 section 4.3.3: after TLS and after SASL)."""
        self._header = True
        self._reset()

    @property
    def pending(self) -> int:
        """Bytes received and not handed over yet."""
        return len(self._buffer)

    def clear(self) -> None:
        """Drop what was received and not handed over."""
        self._buffer.clear()
        self.restart()

    def next_header(self, data: bytes) -> bytes | None:
        """The stream header (declaration and start tag) once it is complete; what follows stays for `feed`."""
        self._buffer += data
        if self._buffer.startswith(_BYTE_ORDER_MARKS):
            raise StreamError("unsupported-encoding", "Only UTF-8 is spoken here.")
        end = self._scan()
        if end is None:
            self._check_size(len(self._buffer))
            return None
        self._check_size(end)
        header = bytes(self._buffer[:end])
        del self._buffer[:end]
        self._header = False
        self._reset()
        return header

    def feed(self, data: bytes) -> tuple[list[bytes], bool]:
        """Whole elements in `data` and what came before it, in order, and whether the stream's end tag followed.

        Raises:
            StreamError: for what may not stand in a stream, or an element over the limit.
        """
        stanzas: list[bytes] = []
        if not self._buffer:
            start = self._quick(data, stanzas)
            if start == len(data):
                return stanzas, False
            data = data[start:]
        self._buffer += data
        ended = self._slow(stanzas)
        return stanzas, ended

    def _quick(self, data: bytes, stanzas: list[bytes]) -> int:
        """Take whole elements off the front of a fresh chunk; return where the rest begins."""
        start = 0
        end = len(data)
        while start < end:
            found = _NOT_SPACE.search(data, start)
            if found is None:
                return end
            start = position = found.start()
            depth = 0
            while True:
                tag = _TAG.match(data, position)
                if tag is None:
                    return start
                position = tag.end()
                if data[tag.start() + 1] == _SLASH:
                    depth -= 1
                elif data[position - 2] != _SLASH:
                    depth += 1
                if depth <= 0:
                    break
                position = data.find(b"<", position)
                if position < 0:
                    return start
            if depth < 0:
                return start
            self._check_size(position - start)
            stanzas.append(data[start:position])
            start = position
        return start

    def _slow(self, stanzas: list[bytes]) -> bool:
        while self._buffer:
            if self._depth == 0 and self._position == 0:
                if self._buffer[0] in _WHITESPACE:
                    self._buffer = bytearray(self._buffer.lstrip(_WHITESPACE))
                if self._buffer and not self._buffer.startswith(b"<"):
                    raise StreamError("bad-format", "There is text between stanzas.")
            end = self._scan()
            if end is None:
                self._check_size(len(self._buffer))
                return False
            if self._depth < 0:
                return True
            self._check_size(end)
            stanzas.append(bytes(self._buffer[:end]))
            del self._buffer[:end]
            self._reset()
        return False

    def _scan(self) -> int | None:
        """Go on where the last scan stopped; return the end of the element (or header), None if it is not there yet."""
        buffer, size = self._buffer, len(self._buffer)
        while self._position < size:
            if self._state is _In.TEXT:
                if not self._open(buffer, size):
                    return None
            elif self._state is _In.TAG:
                found = _IN_TAG.search(buffer, self._position)
                if found is None:
                    self._position = size
                    return None
                self._position = found.end()
                if (end := self._tag_byte(buffer, found.group())) is not None:
                    return end
            elif not self._skip(buffer, size):
                return None
        return None

    def _open(self, buffer: bytearray, size: int) -> bool:
        """In text: find the next tag and see what it is; False if more bytes are needed to tell."""
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

    def _tag_byte(self, buffer: bytearray, byte: bytes) -> int | None:
        if byte == b'"':
            self._state = _In.DOUBLE
        elif byte == b"'":
            self._state = _In.SINGLE
        elif byte == b"<":
            raise StreamError("not-well-formed", "A tag begins inside a tag.")
        else:
            self._state = _In.TEXT
            if self._header:
                return self._position
            if self._closing:
                self._depth -= 1
            elif buffer[self._position - 2] != _SLASH:
                self._depth += 1
            if self._depth <= 0:
                return self._position
        return None

    def _skip(self, buffer: bytearray, size: int) -> bool:
        """Inside quotes, CDATA or the declaration: go to its end; False if that has not come yet."""
        mark = {_In.DOUBLE: b'"', _In.SINGLE: b"'", _In.CDATA: b"]]>", _In.DECLARATION: b"?>"}[self._state]
        end = buffer.find(mark, self._position)
        if end < 0:
            # All but the last bytes, which may begin the mark, need no second look.
            self._position = max(self._position, size - len(mark) + 1)
            return False
        self._position = end + len(mark)
        self._state = _In.TAG if self._state in {_In.DOUBLE, _In.SINGLE} else _In.TEXT
        return True

    def _check_size(self, size: int) -> None:
        if size > self.limit:
            raise StreamError("policy-violation", f"A stanza may have {self.limit} bytes.")

    def _reset(self) -> None:
        self._position: int = 0
        self._depth = 0
        self._state = _In.TEXT
        self._closing = False
