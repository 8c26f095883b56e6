"""The addresses of the sandbox's browser side."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.clock import SandboxClock
from sandbox.ui.acts import Acts
from sandbox.ui.pages import Pages
from sandbox.ui.stream import Stream
from sandbox.ui.templating import STATIC
from sandbox.ui.timetable import Timetable
from sandbox.workspace import SlackWorkspace


def routes(
    workspace: SlackWorkspace,
    clock: SandboxClock,
    timetable: Timetable | None = None,
    start_over: Callable[[], Awaitable[None]] | None = None,
) -> list[BaseRoute]:
    """Return the routes of the pages, their parts, the acts and the stream of changes.

    Args:
        workspace: What is shown and acted on.
        clock: The sandbox's clock.
        timetable: What lies ahead of the app, and how the clock gets there.
        start_over: Puts the company back to its first day.
    """
    timetable = timetable or Timetable(clock)
    pages, stream = Pages(workspace, clock, timetable), Stream(workspace)
    acts = Acts(workspace, clock, timetable, start_over)
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
