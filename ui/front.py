"""The application that is served: it answers from the first second, while store, encoder and page are opened behind it.

Ctrl-C must not wait for a build, so opening runs in daemon threads, which asyncio's own executor would join.
"""

import asyncio
import importlib
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from starlette.responses import HTMLResponse
from starlette.routing import Router
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.asker import Asker
from ui.api import make_api
from ui.languages import ENGLISH_PATH
from ui.limits import RequestLimits
from ui.readiness import Readiness

if TYPE_CHECKING:  # it imports Gradio, which takes seconds
    from ui.page import Page

Result = TypeVar("Result")

# The page's own paths are Gradio's to choose, so what is not one of these is the page's.
_API_PATHS = ("/api/", "/healthz", "/readyz", "/metrics", "/docs", "/openapi.json", "/static-offline-docs/")
_WAITING = Path(__file__).parent / "static" / "waiting.html"


@dataclass(slots=True)
class Front:
    """Opens what is asked for once the server runs. ``finished`` is called with the error that stopped it, or None."""

    open_asker: Callable[[], Asker]
    make_page: Callable[[Readiness, str], "Page"]
    finished: Callable[[BaseException | None], None]
    readiness: Readiness = field(default_factory=lambda: Readiness(with_page=True))
    root_path: str = ""  # below which a proxy shows it: /wenbao

    def application(self) -> ASGIApp:
        """The ASGI application."""
        api = _told_root(self.root_path, make_api(self.readiness))
        waiting = HTMLResponse(_WAITING.read_text(encoding="utf-8"), 503, {"Retry-After": "2"})

        async def dispatch(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["path"].startswith(f"{ENGLISH_PATH}/api/"):  # a relative link of the English page
                scope = {**scope, "path": scope["path"].removeprefix(ENGLISH_PATH)}
            chosen = api if scope["path"].startswith(_API_PATHS) else self.readiness.page or waiting
            await chosen(scope, receive, send)

        return _below(self.root_path, RequestLimits(Router(default=dispatch, lifespan=self._lifespan)))

    @asynccontextmanager
    async def _lifespan(self, _: object) -> AsyncIterator[None]:
        opening = asyncio.create_task(self._open_all())
        yield
        opening.cancel()
        with suppress(asyncio.CancelledError):
            await opening

    async def _open_all(self) -> None:
        """Open asker and page, and keep the page's own start-up and shut-down around what follows."""
        async with AsyncExitStack() as stack:
            try:
                self.readiness.asker, _ = await asyncio.gather(
                    _in_daemon(self.open_asker), _in_daemon(lambda: importlib.import_module("ui.page"))
                )
                page = await _in_daemon(lambda: self.make_page(self.readiness, self.root_path))
                await stack.enter_async_context(page.lifespan())
            except Exception as error:  # noqa: BLE001 - a bug, too, ends the server and is raised there
                self.finished(error)
                return
            self.readiness.page = page
            self.finished(None)
            await asyncio.Event().wait()  # until cancelled


def _below(root_path: str, app: ASGIApp) -> ASGIApp:
    """``app``, also for a proxy that hands the path on with ``root_path`` in front."""

    async def stripped(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if root_path and (path == root_path or path.startswith(f"{root_path}/")):
            scope = {**scope, "path": path.removeprefix(root_path) or "/", "raw_path": None}
        await app(scope, receive, send)

    return stripped


def _told_root(root_path: str, app: ASGIApp) -> ASGIApp:
    """``app`` with the path that visitors see, which its documentation links to: ASGI wants both together."""

    async def told(scope: Scope, receive: Receive, send: Send) -> None:
        whole = {**scope, "root_path": root_path, "path": f"{root_path}{scope['path']}", "raw_path": None}
        await app(whole if root_path else scope, receive, send)

    return told


def _in_daemon(function: Callable[[], Result]) -> "asyncio.Future[Result]":
    """Run ``function`` in a thread that does not outlive the process."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Result] = loop.create_future()

    def settle(result: Result | None, error: BaseException | None) -> None:
        if future.cancelled():
            return
        if error is None:
            future.set_result(result)  # type: ignore[arg-type]
        else:
            future.set_exception(error)

    def run() -> None:
        try:
            result, error = function(), None
        except BaseException as raised:  # noqa: BLE001 - handed to whoever waits
            result, error = None, raised
        with suppress(RuntimeError):  # the server was stopped meanwhile, and its loop is closed
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=run, daemon=True).start()
    return future
