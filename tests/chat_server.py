"""A server that speaks as an OpenAI-compatible endpoint does: the test sets its answers and reads what it was sent."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(slots=True)
class ChatServer:
    """``pieces`` are streamed as they are; a ``status`` but 200 refuses; ``cut_off`` ends without the last line.

    Nothing is written while ``may_write`` is cleared.
    """

    url: str = ""
    pieces: list[str] = field(default_factory=list)
    status: int = 200
    cut_off: bool = False
    seconds_between: float = 0.0
    may_write: threading.Event = field(default_factory=threading.Event)
    requests: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.may_write.set()

    def say(self, *pieces: str) -> None:
        """Answer with these pieces from now on."""
        self.pieces = list(pieces)

    @property
    def prompt(self) -> str:
        """The last prompt that it was sent."""
        return "\n".join(message["content"] for message in self.requests[-1]["messages"])


@contextmanager
def chat_server() -> Iterator[ChatServer]:
    """Serve on a free port of this machine."""
    server = ChatServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.requests.append({"path": self.path, "key": self.headers["Authorization"], **json.loads(body)})
            if server.status != 200:
                self.send_error(server.status)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            for piece in server.pieces:
                server.may_write.wait()
                time.sleep(server.seconds_between)
                delta = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "fake"}
                chunk = {**delta, "choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]}
                try:
                    self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
                    self.wfile.flush()
                except OSError:  # whoever asked has gone
                    return
            if not server.cut_off:
                self.wfile.write(b"data: [DONE]\n\n")

        def log_message(self, *_: object) -> None:
            """Quiet."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.url = f"http://127.0.0.1:{listening.server_address[1]}/v1"
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.may_write.set()
        listening.shutdown()
        listening.server_close()
        thread.join()
