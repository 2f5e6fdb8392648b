"""From what expat says to the condition that RFC 6120 section 4.9.3 names."""

from typing import Final, NoReturn
from xml.parsers import expat

from casemate.xmpp.errors import StreamError

_CODES: Final = expat.errors.codes
_RESTRICTED: Final = frozenset(
    {
        _CODES[expat.errors.XML_ERROR_UNDEFINED_ENTITY],  # only the five of XML itself exist without a DTD
        _CODES[expat.errors.XML_ERROR_MISPLACED_XML_PI],
    }
)
_SEVERAL: Final = _CODES[expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]


def fault(error: expat.ExpatError, data: bytes, index: int) -> StreamError:
    """The stream error for `error`, met at byte `index` of `data`."""
    near = data[max(index - 2, 0) : index + 2]
    if error.code in _RESTRICTED or b"<!" in near or b"<?" in near:
        return StreamError("restricted-xml", "Comments, DTDs, processing instructions and entities are not allowed.")
    try:
        data.decode()
    except UnicodeDecodeError:
        return StreamError("unsupported-encoding", "That is not UTF-8 (RFC 6120 section 11.6).")
    if error.code == _SEVERAL:
        return StreamError("bad-format", "There is more than one element.")
    return StreamError("not-well-formed", f"Not well-formed: {expat.ErrorString(error.code)}.")


def refuse_markup(*_ignored: object) -> NoReturn:
    """Refuse a comment, a processing instruction or a DTD.

    Raises:
        StreamError: always.
    """
    raise StreamError("restricted-xml", "Comments, DTDs and processing instructions are not allowed.")
