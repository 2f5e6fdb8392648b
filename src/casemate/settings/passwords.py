"""Settings of passwords and second factors."""

from typing import Annotated

from msgspec import Meta, Struct

from casemate.settings.kinds import DAY, HOUR, MINUTE, duration, number, text


class Passwords(Struct, frozen=True, forbid_unknown_fields=True):
    """Passwords of people who sign in with a browser (NIST SP 800-63B-4 section 3.1.1)."""

    shortest: Annotated[int, number(8, 64, "Characters of a password that is used with a second factor.")] = 8
    shortest_alone: Annotated[int, number(15, 64, "Characters of a password that is used alone.")] = 15
    hash_time: Annotated[
        float,
        duration(
            0.01,
            2,
            "About how long Argon2id takes for a password on this machine; measured when the first is asked for.",
        ),
    ] = 0.1
    breached: Annotated[
        str,
        Meta(
            pattern="^(|https://[^\\s]+/|http://127\\.0\\.0\\.1:\\d+/)$",
            description="Address of a service that knows leaked passwords, asked by the first five digits of a hash; empty asks nobody. "
            "`https://api.pwnedpasswords.com/range/` is the public one.",
        ),
    ] = ""


class SignIn(Struct, frozen=True, forbid_unknown_fields=True):
    """Signing in with a browser."""

    idle: Annotated[
        float, duration(MINUTE, DAY, "Time without a sign of life after which a browser is signed out.")
    ] = 30 * MINUTE
    absolute: Annotated[
        float, duration(5 * MINUTE, 30 * DAY, "Time after which one has to sign in again in any case.")
    ] = 12 * HOUR
    fresh: Annotated[
        float,
        duration(
            30, HOUR, "How long a factor counts as fresh for what asks for one: devices, factors, exports, releases."
        ),
    ] = 5 * MINUTE
    reset: Annotated[float, duration(5 * MINUTE, 7 * DAY, "How long a link to choose a new password holds.")] = DAY
    notice: Annotated[
        str,
        text(
            "Text file with the acceptable-use notice that everybody acknowledges at first and when it changes; empty is none."
        ),
    ] = ""
