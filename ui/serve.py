"""Serve the API and the page: the port is taken first, everything is opened, then requests are let in."""

import importlib
import socket
import threading
from collections.abc import Callable

import uvicorn

from index.errors import WenbaoError
from ui.api import make_api
from ui.opening import build_and_open
from ui.readiness import Readiness
from ui.settings import Settings


class ServeError(WenbaoError):
    """The server cannot start."""


def run_server(settings: Settings, report: Callable[[str], None]) -> None:
    """Serve until interrupted. Raises ServeError when the port is in use, and the errors of opening."""
    listening = _listen(settings.host, settings.port)
    with listening:
        # Gradio takes three seconds to import: as long as the encoder and the store take to open.
        importing = threading.Thread(target=importlib.import_module, args=("ui.page",))
        importing.start()
        try:
            asker = build_and_open(settings, report)
        finally:
            importing.join()
        from ui.page import mount_page

        readiness = Readiness(asker)
        app = mount_page(make_api(readiness), readiness)
        report(f"问报已就绪 http://{settings.host}:{settings.port} （Ctrl+C 停止）")
        uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise ServeError(f"cannot serve at {host}:{port}: {error.strerror}. Choose another: --port N") from None
    return listening
