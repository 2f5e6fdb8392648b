"""Joins the commands of administrators to the server."""

from typing import ClassVar

from casemate.accounts.api import Accounts
from casemate.accounts.notices import Notices
from casemate.accounts.roster import Rosters
from casemate.features.administration.commands import Commands
from casemate.features.administration.counts import CountCommands
from casemate.features.administration.invitations import InvitationCommands
from casemate.features.administration.notices import NoticeCommands
from casemate.features.administration.people import PeopleCommands
from casemate.server.api import Server
from casemate.server.leaving import Leaving


class Administration:
    """What administrators do from their client."""

    name: ClassVar[str] = "administration"
    xeps: ClassVar[tuple[str, ...]] = ("XEP-0133 1.3.1", "XEP-0050 1.3.0", "XEP-0401 0.6.0", "XEP-0379 0.1.1")

    def __init__(self, accounts: Accounts, rosters: Rosters, notices: Notices, leaving: Leaving) -> None:
        self._accounts = accounts
        self._rosters = rosters
        self._notices = notices
        self._leaving = leaving

    def attach(self, server: Server) -> None:
        """Join the server."""
        commands = [
            *PeopleCommands(server, self._accounts, self._rosters, self._leaving).commands(),
            *CountCommands(server, self._accounts).commands(),
            *NoticeCommands(server, self._accounts, self._notices).commands(),
            *InvitationCommands(server, self._accounts).commands(),
        ]
        Commands(self._accounts).attach(server, commands)
