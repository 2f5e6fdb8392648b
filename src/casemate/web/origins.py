"""Which web pages may use this server: our own origin and those that the settings name (ATTACKS B12).

A browser always tells the origin of the page, a program has none. Nothing here uses cookies, so an origin is all there is to check.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from can_ada import parse

from casemate.model.errors import ConfigurationError

_METHODS: Final = "GET, HEAD, POST, PUT, OPTIONS"
_REQUEST_HEADERS: Final = "Authorization, Content-Type, If-None-Match, If-Range, Range"
_RESPONSE_HEADERS: Final = "Accept-Ranges, Content-Disposition, Content-Length, Content-Range, ETag"
_REMEMBER: Final = "7200"
"""Seconds for which a browser need not ask again."""


class Origins:
    """The allowed origins."""

    def __init__(self, own: str, others: Iterable[str] = ()) -> None:
        """Raises ConfigurationError for what is no web origin."""
        self._allowed = frozenset({_origin(own), *(_origin(other) for other in others)})

    def allows(self, origin: str | None) -> bool:
        """Whether a request with this `Origin` header may pass; one without may."""
        return origin is None or origin.lower() in self._allowed

    def headers(self, origin: str | None) -> Mapping[str, str]:
        """CORS headers of an answer (Fetch standard; XEP-0363 section 8)."""
        if origin is None or not self.allows(origin):
            return {"Vary": "Origin"}
        return {
            "Vary": "Origin",
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Expose-Headers": _RESPONSE_HEADERS,
        }

    def preflight(self, origin: str | None) -> Mapping[str, str]:
        """CORS headers of the answer to a preflight."""
        if origin is None or not self.allows(origin):
            return {"Vary": "Origin"}
        return {
            "Vary": "Origin",
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Allow-Methods": _METHODS,
            "Access-Control-Allow-Headers": _REQUEST_HEADERS,
            "Access-Control-Max-Age": _REMEMBER,
        }


def _origin(text: str) -> str:
    try:
        parsed = parse(text)
    except ValueError as error:
        raise ConfigurationError(f"listen.origins: '{text}' is no web origin; write https://chat.example") from error
    if parsed.protocol not in {"https:", "http:"} or parsed.pathname not in {"", "/"} or parsed.search or parsed.hash:
        raise ConfigurationError(f"listen.origins: '{text}' is no web origin; write https://chat.example")
    return parsed.origin
