"""Making nodes, setting them and doing away with them (XEP-0060 sections 8.1 to 8.5)."""

import re
from typing import Final

from casemate.features.pubsub.access import Access
from casemate.features.pubsub.asked import Asked, checked_name
from casemate.features.pubsub.faults import unsupported
from casemate.features.pubsub.forms import config_form, read_config, wordy
from casemate.features.pubsub.names import DATA, OWNER, PUBSUB
from casemate.features.pubsub.notify import Notifier
from casemate.features.pubsub.publish import Publishing
from casemate.features.pubsub.subscriptions import told
from casemate.model.ids import token
from casemate.pubsub.api import Config, Node, PubSub
from casemate.xmpp.element import Element
from casemate.xmpp.errors import StanzaError

TOKEN: Final = re.compile(r"[!-~]{1,256}\Z")
"""Names that say nothing to a person (`pipeline.shapes`)."""
MAX_REDIRECT: Final = 1_000
"""Characters of the address at which a deleted node goes on."""


class Ownership:
    """What owners do with nodes."""

    def __init__(self, pubsub: PubSub, access: Access, publishing: Publishing, notifier: Notifier) -> None:
        self._pubsub = pubsub
        self._access = access
        self._publishing = publishing
        self._notifier = notifier

    async def create(self, asked: Asked) -> Element:
        """A new node (section 8.1), with the service's defaults or a form of one's own."""
        if not asked.may_create:
            raise StanzaError("forbidden", "Only its owner makes nodes there.")
        name = asked.action.get("node") or token(9)
        checked_name(name)
        if await self._pubsub.node(asked.service, name) is not None:
            raise StanzaError("conflict", "There is a node of that name.")
        if asked.action.get("type", "leaf") != "leaf":
            raise unsupported("collections")
        configure = asked.payload.find("configure")
        form = None if configure is None else configure.find("x", DATA)
        # The name is read by those who look for nodes.
        config = await self._read(asked, name, asked.defaults, form or Element("x", DATA, {"type": "submit"}))
        await self._publishing.created(asked, name, config)
        return Element("pubsub", PUBSUB, {}, [Element("create", PUBSUB, {"node": name})])

    async def defaults(self, asked: Asked) -> Element:
        """How a new node is set (section 8.3)."""
        default = Element("default", OWNER, {}, [config_form(asked.defaults)])
        return Element("pubsub", OWNER, {}, [default])

    async def configuration(self, asked: Asked) -> Element:
        """The form of a node (section 8.2.1)."""
        node = await asked.owned(self._pubsub)
        configure = Element("configure", OWNER, {"node": node.name}, [config_form(node.config)])
        return Element("pubsub", OWNER, {}, [configure])

    async def configure(self, asked: Asked) -> None:
        """A form filled in (section 8.2.4)."""
        node = await asked.owned(self._pubsub)
        form = asked.action.find("x", DATA)
        if form is None or form.get("type") not in {"submit", "cancel"}:
            raise StanzaError("bad-request", "Fill in the form.")
        if form.get("type") == "cancel":
            return
        config = await self._read(asked, node.name, node.config, form)
        await self._pubsub.configure(node, config)
        await self._cancel_lost(node)
        await self._notifier.configured(node, config_form(config))

    async def delete(self, asked: Asked) -> None:
        """No such node any more (section 8.4)."""
        node = await (asked.node(self._pubsub) if asked.administers else asked.owned(self._pubsub))
        redirect = asked.action.find("redirect")
        uri = "" if redirect is None else redirect.get("uri") or ""
        if len(uri) > MAX_REDIRECT:
            raise StanzaError("not-acceptable", f"An address has at most {MAX_REDIRECT} characters.")
        if uri:
            item = Element("item", PUBSUB, {}, [Element("redirect", OWNER, {"uri": uri})])
            seen = await self._publishing.inspected(asked, node.name, item)
            shown = None if seen is None else seen.find("redirect", OWNER)
            uri = "" if shown is None else shown.get("uri") or ""
        await self._notifier.deleted(node, uri)
        await self._pubsub.delete(node)

    async def purge(self, asked: Asked) -> None:
        """Forget all items (section 8.5)."""
        node = await asked.owned(self._pubsub)
        if not node.config.persist_items:
            raise unsupported("persistent-items")
        await self._pubsub.purge(node)
        await self._notifier.purged(node)

    async def _read(self, asked: Asked, name: str, config: Config, form: Element) -> Config:
        """What a form says, as far as it may be shown."""
        wanted = read_config(config, form, self._pubsub.limits)
        if not wordy(form) and TOKEN.match(name):
            return wanted
        seen = await self._publishing.inspected(asked, name, Element("item", PUBSUB, {}, [form]))
        shown = None if seen is None else seen.find("x", DATA)
        return wanted if shown is None else read_config(config, shown, self._pubsub.limits)

    async def _cancel_lost(self, node: Node) -> None:
        """Who may not see it any more is not subscribed any more (XEP-0163 section 7.1)."""
        for jid in list(node.subscriptions):
            if await self._access.refusal(node, jid, subscribing=True) is not None:
                await self._pubsub.set_subscription(node, jid, None)
                self._notifier.to_bare(jid, told(node, jid, None))
