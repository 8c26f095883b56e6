"""The addresses of the sandbox's browser side."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.clock import SandboxClock
from sandbox.ui.acts import Acts
from sandbox.ui.pages import Pages
from sandbox.ui.stream import Stream
from sandbox.ui.templating import STATIC
from sandbox.workspace import SlackWorkspace


def routes(
    workspace: SlackWorkspace,
    clock: SandboxClock,
    next_event: Callable[[], Awaitable[datetime | None]] | None = None,
    start_over: Callable[[], Awaitable[None]] | None = None,
) -> list[BaseRoute]:
    """Return the routes of the pages, their parts, the acts and the stream of changes.

    Args:
        workspace: What is shown and acted on.
        clock: The sandbox's clock.
        next_event: Tells when (aware) the app has something due next, or None.
        start_over: Puts the company back to its first day.
    """
    pages, stream = Pages(workspace, clock), Stream(workspace)
    acts = Acts(workspace, clock, next_event, start_over)
    return [
        Route("/", pages.page),
        Route("/inspector", pages.inspector),
        Route("/favicon.ico", _favicon),
        Route("/ui/part/{name}", pages.part),
        Route("/ui/act/{name}", acts.act, methods=["POST"]),
        Route("/ui/changes", stream.changes),
        Route("/ui/deliveries/{id:int}", pages.delivery),
        Route("/ui/files/{file_id}", pages.file),
        Mount("/ui/static", StaticFiles(directory=STATIC)),
    ]


async def _favicon(_request: Request) -> Response:
    return FileResponse(STATIC / "favicon.svg", media_type="image/svg+xml")
