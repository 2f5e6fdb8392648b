"""Reaching another server: one host and address after the other, until one lets us in."""

import asyncio
import contextlib
import socket

from casemate.server.federation.around import Around
from casemate.server.federation.outgoing import Outgoing
from casemate.server.federation.resolver import Target, Unreachable
from casemate.server.transport import Transport
from casemate.xmpp.dialback import Claim, Verdict

USER_TIMEOUT_MS = 60_000
"""How long what was sent may stay unconfirmed by TCP before the connection counts as lost."""


async def dial(around: Around, own: str, remote: str) -> Outgoing:
    """A connection that takes stanzas from a domain of ours to another.

    Raises:
        Unreachable: why there is none.
    """
    line, _ = await _try_all(around, own, remote, None)
    return line


async def ask(around: Around, question: Claim) -> Verdict:
    """What the server of a domain says to the question whether a key is its own (XEP-0220 section 2.2).

    Raises:
        Unreachable: if it says nothing.
    """
    _, verdict = await _try_all(around, question.sender, question.to, question)
    if verdict is None:
        raise Unreachable("remote-server-timeout", f"{question.to} says nothing", lasting=False)
    return verdict


async def _try_all(around: Around, own: str, remote: str, question: Claim | None) -> tuple[Outgoing, Verdict | None]:
    why: Unreachable | None = None
    for target in await around.where.targets(remote):
        try:
            addresses = await around.where.addresses(target)
        except Unreachable as error:
            why = why or error
            continue
        for address in addresses:
            try:
                async with asyncio.timeout(around.settings.federation.connect):
                    return await _try(around, own, remote, target, address, question)
            except Unreachable as error:
                why = error
            except TimeoutError:
                why = Unreachable("remote-server-timeout", f"{target.host} does not answer in time", lasting=False)
    raise why or Unreachable("remote-server-not-found", f"{remote} has no server", lasting=True)


async def _try(
    around: Around, own: str, remote: str, target: Target, address: str, question: Claim | None
) -> tuple[Outgoing, Verdict | None]:
    sock = await _connect(target, address)
    transport = Transport(sock, address, around.settings.limits.send_queue)
    connection = Outgoing(around, own, remote, transport, direct=target.direct, question=question)
    try:
        connection.begin()
        return connection, await connection.settled
    except asyncio.CancelledError:
        transport.abort()
        raise


async def _connect(target: Target, address: str) -> socket.socket:
    sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.setblocking(False)
        prepare(sock)
        await asyncio.get_running_loop().sock_connect(sock, (address, target.port))
    except OSError as error:
        sock.close()
        reason = f"{target.host} port {target.port} can't be reached: {error.strerror or error}"
        raise Unreachable("remote-server-timeout", reason, lasting=False) from error
    except asyncio.CancelledError:
        sock.close()
        raise
    return sock


def prepare(sock: socket.socket) -> None:
    """Options of a connection between servers: what is written goes at once, and a dead one is noticed."""
    for level, option, value in (
        (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
        (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
        (socket.IPPROTO_TCP, getattr(socket, "TCP_USER_TIMEOUT", 0), USER_TIMEOUT_MS),
    ):
        if option:
            with contextlib.suppress(OSError):
                sock.setsockopt(level, option, value)
