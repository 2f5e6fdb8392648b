"""The API does what its OpenAPI description says: schemathesis asks, over HTTPS, whatever the description allows and what it does not."""

import asyncio
from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.generation.modes import GenerationMode

from casemate.accounts.api import Role
from tests.place import Place
from tests.web.api.support import Browser, browser

EXAMPLES = 8
"""Requests of each mode (as described, and not) for each operation."""
LAST = ("DELETE /devices/{number}", "DELETE /sessions/{number}", "DELETE /session")
"""What may end the session of who asks."""


async def test_what_the_api_answers_is_what_it_says(place: Place) -> None:
    async with browser(place) as owner:
        await owner.join("owner", Role.OWNER)
        described = (await owner.ask("GET", "/openapi.json")).json()
        tried = await asyncio.to_thread(ask_everything, place, owner, described)
        assert tried == {f"{method.upper()} {path}" for path, ways in described["paths"].items() for method in ways}
        answers = [await owner.ask("GET", path) for path in ("/session", "/openapi.json")]
        assert [answer.status_code for answer in answers] == [200, 200]


def ask_everything(place: Place, owner: Browser, described: dict[str, Any]) -> set[str]:
    """Ask for each operation; gives their names."""
    schema = schemathesis.openapi.from_dict(described)
    operations = [found.ok() for found in schema.get_all_operations()]
    with requests.Session() as session:
        session.verify = str(place.ca)
        session.trust_env = False
        session.headers.update(owner.http.headers)
        session.cookies.update(dict(owner.http.cookies))
        for operation in sorted(
            operations, key=lambda each: ("", *LAST).index(each.label if each.label in LAST else "")
        ):
            for mode in GenerationMode:
                ask(operation, mode, session, f"{place.house.ways.origin}/api/v1")
    return {operation.label for operation in operations}


def ask(operation: Any, mode: GenerationMode, session: requests.Session, base: str) -> None:
    """Ask for one operation; its status, content type, headers and body have to be as described."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def asked(case: Any) -> None:
        answer = case.call(base_url=base, session=session, verify=session.verify)
        assert answer.status_code < 500, f"{operation.label}: {answer.status_code}"
        operation.validate_response(answer)

    try:
        asked()
    except Unsatisfiable:
        # What takes nothing can't be asked in a way that is not described.
        assert mode is GenerationMode.NEGATIVE, operation.label
