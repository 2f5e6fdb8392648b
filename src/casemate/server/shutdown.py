"""Going down properly: what clients were told is true, and they know what was taken."""

import asyncio

from casemate.server.router import Router
from casemate.xmpp.errors import StreamError


async def drain(router: Router, seconds: float) -> None:
    """Let what is under way settle (for `seconds` at most), answer with the last `<a/>`, and close every stream."""
    sessions = router.client_sessions()
    for session in sessions:
        session.stop_reading()
    deadline = router.clock() + seconds
    while any(session.inbound.under_way for session in sessions) and router.clock() < deadline:
        await asyncio.sleep(0.01)  # each session has its own counter; a shutdown may look at them in turn
    for session in sessions:
        session.say_goodbye()
    for connection in router.listener.connections:
        connection.end(StreamError("system-shutdown", "The server is going down. Please come back in a moment."))
    await router.iqs.close()
