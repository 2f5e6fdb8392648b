"""The API as an ASGI application, to be mounted at `/api/v1`."""

from fastapi import Depends, FastAPI

from casemate.web.api import account, people, signing
from casemate.web.api.guard import same_origin
from casemate.web.api.problems import RESPONSES, tell_problems
from casemate.web.api.ways import Ways


def make_api(ways: Ways) -> FastAPI:
    """The application."""
    app = FastAPI(
        title="Casemate",
        version="1",
        docs_url=None,
        redoc_url=None,
        responses=RESPONSES,
        dependencies=[Depends(same_origin)],
        redirect_slashes=False,
    )
    for name, value in ways._asdict().items():
        setattr(app.state, name, value)
    for router in (signing.router, account.router, people.router):
        app.include_router(router)
    tell_problems(app)
    return app
