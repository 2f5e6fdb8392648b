"""Settings of invitations."""

from typing import Annotated

from msgspec import Meta, Struct

from casemate.settings.kinds import DAY, MINUTE, duration, number, text


class Invitations(Struct, frozen=True, forbid_unknown_fields=True):
    """Invitations with which people make their own accounts, or become contacts at once. Off until switched on: docs/invitations.md."""

    accounts: Annotated[
        bool,
        text(
            "Let whoever has an invitation make their own account from a client (XEP-0445), with a password of their choice: "
            "needs `features.account_passwords`."
        ),
    ] = False
    members: Annotated[
        str,
        Meta(
            pattern="^(off|contacts|accounts)$",
            description="What everybody may invite to from a client (XEP-0401): to nothing (`off`), to become their contact with an account "
            "that one has already (`contacts`), or to make an account here and become their contact (`accounts`). Administrators "
            "may always do what is switched on at all.",
        ),
    ] = "off"
    lifetime: Annotated[
        float, duration(MINUTE, 90 * DAY, "How long an invitation holds, unless it was made for another time.")
    ] = 7 * DAY
    per_person: Annotated[
        int, number(1, 10_000, "Most invitations of one person, made from a client, that hold at a time.")
    ] = 10
    wrong_tokens: Annotated[
        int,
        number(
            1,
            1_000,
            "Wrong tokens from one address, within `limits.failed_sign_ins_window`, before further ones wait; from all "
            "addresses together, 100 times as many.",
        ),
    ] = 10

    @property
    def contacts(self) -> bool:
        """Whether invitations to become a contact hold."""
        return self.accounts or self.members != "off"
