"""Which features there are, and what each needs."""

from collections.abc import Sequence

from casemate.accounts.api import Accounts
from casemate.accounts.blocking import Blocklists
from casemate.accounts.documents import Documents
from casemate.accounts.notices import Notices
from casemate.accounts.roster import Rosters
from casemate.archive.api import Archive
from casemate.features.administration import Administration
from casemate.features.announced import Announced
from casemate.features.blocking import Blocking
from casemate.features.carbons import Carbons
from casemate.features.contacts import contact_form
from casemate.features.csi import ClientState
from casemate.features.disco import Disco
from casemate.features.external import ExternalServices
from casemate.features.last import LastActivity
from casemate.features.mam import Mam
from casemate.features.muc import Muc
from casemate.features.ping import Ping
from casemate.features.private import PrivateStorage
from casemate.features.pubsub import Pep, PubSubService
from casemate.features.push import Push
from casemate.features.registration import Registration
from casemate.features.roster import Roster
from casemate.features.session import SessionEstablishment
from casemate.features.time import EntityTime
from casemate.features.upload import NS as UPLOAD
from casemate.features.upload import Upload
from casemate.features.vcard import VCard
from casemate.features.version import Version
from casemate.files.api import Files
from casemate.pubsub.api import PubSub
from casemate.rooms.api import Rooms
from casemate.server.api import Feature
from casemate.server.components import Components
from casemate.server.offline import Cursors
from casemate.server.presence import Presence
from casemate.server.router import Router
from casemate.xmpp.element import Element
from casemate.xmpp.forms import form


def features(
    router: Router,
    presence: Presence,
    accounts: Accounts,
    rosters: Rosters,
    blocklists: Blocklists,
    documents: Documents,
    archive: Archive,
    files: Files,
    rooms: Rooms,
    notices: Notices,
    pubsub: PubSub,
    external: ExternalServices,
    cursors: Cursors,
    components: Components,
) -> Sequence[Feature]:
    """All features, in the order in which they join the server."""
    largest = str(router.settings.files.max_size)

    def forms(domain: str) -> Sequence[Element]:
        return contact_form(domain, router.settings.contacts), form(UPLOAD, {"max-file-size": [largest]})

    mam = Mam(archive, cursors.forward)
    pep = Pep(pubsub, accounts, rosters, documents)
    vcard = VCard(documents, accounts, rosters, lambda: pep.avatars)
    return (
        Disco(
            router.disco["server"],
            router.disco["account"],
            accounts,
            rosters,
            forms,
            router.services,
            components.there,
            router.nodes,
            lambda: pep.discovery,
        ),
        Roster(rosters, presence.subscriptions),
        Ping(),
        SessionEstablishment(),
        Version(),
        EntityTime(),
        LastActivity(accounts, rosters),
        Carbons(),
        mam,
        PrivateStorage(documents, lambda: pep.bookmarks),
        vcard,
        Blocking(blocklists, accounts, presence),
        Upload(files),
        ClientState(),
        external,
        Administration(accounts, rosters, notices, presence.leaving),
        pep,
        Muc(rooms, archive, mam, vcard, accounts.administers),
        PubSubService(pubsub, accounts, pep),
        Push(documents, accounts, router.path.harmless),
        Registration(accounts, presence.leaving),
        Announced(),
    )
