"""The socket that the desk listens on. It is opened before anything else, so that a port in use is said at once."""

from __future__ import annotations

import errno
import socket

from evenhand.server.workspace import WorkspaceError


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on `host` and `port` (0: a free one). Raises WorkspaceError with what to do."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        sock = socket.socket(family, kind, protocol)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(where)
        sock.listen(256)
    except OSError as error:
        raise WorkspaceError(_trouble(host, port, error)) from error
    return sock


def adopt(descriptor: int) -> socket.socket:
    """A listening socket that the parent process opened."""
    return socket.socket(fileno=descriptor)


def address(sock: socket.socket) -> str:
    """What to type into a browser on this machine."""
    host, port = sock.getsockname()[:2]
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _trouble(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is in use by another program. "
            f"Choose another, for example --port {port + 1}, or --port 0 for a free one."
        )
    if error.errno == errno.EACCES:
        return f"This user may not listen on port {port}. Choose one above 1023, for example --port 8080."
    return f"{host} is not an address of this machine ({error.strerror}). Use --host 127.0.0.1 or --host 0.0.0.0."
