"""A web server on this machine that answers as a test tells it to: slowly, in part, wrongly."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class FakeServer:
    """A server, what it was asked, and what it answers with."""

    answer: Callable[["Request"], None]
    asked: list["Request"] = field(default_factory=list)
    netloc: str = ""

    @property
    def url(self) -> str:
        """Return where it listens."""
        return f"http://{self.netloc}"


@dataclass
class Request:
    """One request, and the means to answer it."""

    path: str
    headers: Any
    handler: BaseHTTPRequestHandler
    number: int
    """How many requests came before it."""

    def send(self, status: int, body: bytes = b"", *, length: int | None = None, **headers: str) -> None:
        """Answer; a `length` that is not that of the body makes an answer that is cut."""
        self.handler.send_response(status)
        for name, value in headers.items():
            self.handler.send_header(name.replace("_", "-"), value)
        self.handler.send_header("Content-Length", str(len(body) if length is None else length))
        self.handler.end_headers()
        self.handler.wfile.write(body)
        self.handler.wfile.flush()


@contextmanager
def serving(answer: Callable[[Request], None]) -> Iterator[FakeServer]:
    """Lend a server whose requests are answered by a function."""
    fake = FakeServer(answer)
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with lock:
                request = Request(self.path, self.headers, self, len(fake.asked))
                fake.asked.append(request)
            self.close_connection = True
            with suppress(BrokenPipeError, ConnectionResetError):
                fake.answer(request)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name of the base class
            """Keep silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    fake.netloc = f"127.0.0.1:{server.server_address[1]}"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
