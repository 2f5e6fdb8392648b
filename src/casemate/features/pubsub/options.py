"""The form of a subscription (XEP-0060 sections 6.3 and 16.4.2)."""

from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from casemate.features.pubsub.faults import fault
from casemate.features.pubsub.forms import field, values_of
from casemate.features.pubsub.names import DATA, SUBSCRIBE_OPTIONS
from casemate.pubsub.api import Subscription
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

_SHOWS: Final = ("away", "chat", "dnd", "online", "xa")


def options_form(subscription: Subscription) -> Element:
    """The form that a subscriber fills in."""
    x = Element("x", DATA, {"type": "form"}, [field("FORM_TYPE", "hidden", [SUBSCRIBE_OPTIONS])])
    x.add(field("pubsub#deliver", "boolean", ["1" if subscription.deliver else "0"], "Send notifications"))
    expire = [datetime.fromtimestamp(subscription.expire / 1000, UTC).isoformat()] if subscription.expire else []
    x.add(field("pubsub#expire", "text-single", expire, "When the subscription ends"))
    shows = list(subscription.show_values or _SHOWS)
    return x.add(field("pubsub#show-values", "list-multi", shows, "While available as", _SHOWS))


def read_options(subscription: Subscription, form: Element) -> Subscription:
    """A subscription with what a form says.

    Raises:
        StanzaError: bad-request with invalid-options, for values that can't be.
    """
    try:
        given = values_of(form, SUBSCRIBE_OPTIONS)
    except StanzaError as error:
        raise fault("bad-request", "invalid-options", error.text) from error
    changes: dict[str, Any] = {}
    if "pubsub#deliver" in given:
        value = "".join(given["pubsub#deliver"])
        if value not in {"0", "1", "true", "false"}:
            raise fault("bad-request", "invalid-options", "pubsub#deliver is true or false.")
        changes["deliver"] = value in {"1", "true"}
    if "pubsub#expire" in given:
        changes["expire"] = _moment("".join(given["pubsub#expire"]))
    if "pubsub#show-values" in given:
        shows = tuple(dict.fromkeys(given["pubsub#show-values"]))
        if not set(shows) <= set(_SHOWS):
            raise fault("bad-request", "invalid-options", f"pubsub#show-values is any of {', '.join(_SHOWS)}.")
        changes["show_values"] = () if len(shows) == len(_SHOWS) else shows
    return msgspec.structs.replace(subscription, **changes)


def _moment(text: str) -> int:
    if text in {"", "presence"}:
        return 0
    try:
        moment = datetime.fromisoformat(text)
        return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)
    except (ValueError, OverflowError) as error:
        raise fault("bad-request", "invalid-options", "pubsub#expire is a date and time.") from error
