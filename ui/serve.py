"""Serve the API and the page: the port is taken first, so that what can fail at once fails before the slow parts."""

import errno
import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Timer
from typing import TYPE_CHECKING

import uvicorn

from index.errors import WenbaoError
from index.store import open_store, store_is_current
from rag.asker import Asker
from rag.warm_up import warm_up
from ui.feedback import Feedback, FeedbackError
from ui.front import Front
from ui.opening import open_encoder, open_model, open_reader
from ui.readiness import Readiness
from ui.settings import Settings

if TYPE_CHECKING:
    from ui.page import Page

# Requests that are still being answered get this long; the streams of an open page never end by themselves.
_GRACE_SECONDS = 2
# It takes 0.4 s, which the page and an answer that are asked for meanwhile would wait for.
_WARM_UP_AFTER_SECONDS = 2


class ServeError(WenbaoError):
    """The server cannot start."""


def run_server(settings: Settings, report: Callable[[str], None]) -> None:
    """Serve until interrupted. Raises ServeError when the port is in use, and the errors of opening."""
    with _listen(settings.host, settings.port) as listening:
        run = _Run(settings, report)
        with suppress(KeyboardInterrupt):  # the way to stop it
            run.server.run(sockets=[listening])
        if run.error is not None:
            raise run.error
        if not run.is_open:
            sys.stderr.flush()
            os._exit(130)  # a build in another thread must not be waited for; the store takes it


@dataclass(slots=True)
class _Run:
    """The server, and how its opening ended."""

    settings: Settings
    report: Callable[[str], None]
    front: Front = field(init=False)
    server: uvicorn.Server = field(init=False)
    is_open: bool = False
    error: BaseException | None = None

    def __post_init__(self) -> None:
        readiness = Readiness(with_page=True, admin_token=self.settings.admin_token)
        self.front = Front(self._open_asker, _make_page, self._finished, readiness, root_path=self.settings.root_path)
        config = uvicorn.Config(
            self.front.application(), log_level="warning", timeout_graceful_shutdown=_GRACE_SECONDS, server_header=False
        )
        self.server = uvicorn.Server(config)

    def _open_asker(self) -> Asker:
        self.front.readiness.feedback = _open_feedback(self.settings, self.report)
        encoder = open_encoder(self.settings, self.report)
        if not store_is_current(self.settings.store, encoder.name):
            from index.build import ensure_store  # with it come the readers of every format

            ensure_store(self.settings.store, encoder, self.report)
        reader = open_reader(encoder, self.settings, self.report)
        return Asker(open_store(self.settings.store), encoder, model=open_model(self.settings), reader=reader)

    def _finished(self, error: BaseException | None) -> None:
        self.is_open, self.error = error is None, error
        if error is None:
            self.report(f"问报已就绪 {_url(self.settings)} （Ctrl+C 停止）")
            self._warm_up()
        else:
            self.server.should_exit = True

    def _warm_up(self) -> None:
        """Nobody waits for it, so the first page comes before."""
        later = Timer(_WARM_UP_AFTER_SECONDS, warm_up, [self.front.readiness.opened()])
        later.daemon = True
        later.start()


def _open_feedback(settings: Settings, report: Callable[[str], None]) -> Feedback | None:
    """The feedback of the settings. A place that was chosen must work; beside a read-only store none is kept."""
    if settings.feedback_url is None:
        return None
    if settings.feedback is None:  # beside a store that may not be built yet
        with suppress(OSError):  # told below
            settings.store.parent.mkdir(parents=True, exist_ok=True)
    try:
        return Feedback(settings.feedback_url, settings.feedback_days)
    except FeedbackError as error:
        if settings.feedback is not None:
            raise
        report(f"No feedback is kept: {error}")
        return None


def _make_page(readiness: Readiness, root_path: str) -> "Page":
    from ui.page import make_page

    return make_page(readiness, root_path)


def _url(settings: Settings) -> str:
    """Where a browser on this machine finds the page."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}
    host = everywhere.get(settings.host, settings.host)
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named, as asyncio turns Nagle's delay (40 ms an answer) off only on sockets that say they are TCP.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()  # a second server that starts in this moment must see it, too
    except OSError as error:
        listening.close()
        reason = (error.strerror or str(error)).lower()
        is_host = isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL
        other = "--host ADDRESS" if is_host else "--port N"
        raise ServeError(f"cannot serve at {host}:{port}: {reason}. Choose another: {other}") from None
    return listening
