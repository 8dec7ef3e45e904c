"""The web server's process: waitress around the WSGI application."""

from __future__ import annotations

import gc
import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from waitress.server import create_server

from evenhand.server import environment

LARGEST_REQUEST = 64 * 1024 * 1024


def serve(sock: socket.socket, *, ready: Callable[[], None]) -> None:
    """Answer requests on a listening socket until SIGTERM or SIGINT; running requests get five seconds to end."""
    from evenhand.server.wsgi import application

    signal.signal(signal.SIGTERM, _leave)
    server = create_server(
        application,
        sockets=[sock],
        threads=max(environment.number("EVENHAND_WEB_THREADS", 8), 1),
        ident="",
        max_request_body_size=LARGEST_REQUEST,
        clear_untrusted_proxy_headers=True,
        **_proxy(),
    )
    gc.freeze()  # what was loaded for good is not looked through again while a page is made
    gc.set_threshold(20_000, 20, 20)
    ready()
    server.run()


def _proxy() -> dict[str, Any]:
    if not environment.yes("EVENHAND_PROXY"):
        return {}
    return {
        "trusted_proxy": "*",
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    }


def _leave(number: int, frame: FrameType | None) -> None:
    """Waitress ends its threads when it sees SystemExit."""
    del number, frame
    sys.exit(0)
