"""The socket, and what is said when there is none to be had."""

from __future__ import annotations

import os
import socket

import pytest

from evenhand.server import listening
from evenhand.server.workspace import WorkspaceError


def test_port_0_takes_a_free_one_and_the_address_names_it() -> None:
    with listening.listen("127.0.0.1", 0) as sock:
        port = sock.getsockname()[1]
        assert port > 0
        assert listening.address(sock) == f"http://127.0.0.1:{port}"


def test_all_addresses_are_reached_from_here_as_localhost() -> None:
    with listening.listen("0.0.0.0", 0) as sock:
        assert listening.address(sock).startswith("http://localhost:")


def test_a_socket_that_was_handed_over_is_the_same() -> None:
    with listening.listen("127.0.0.1", 0) as sock:
        adopted = listening.adopt(os.dup(sock.fileno()))
        with adopted:
            assert adopted.getsockname() == sock.getsockname()


def test_a_port_in_use_is_said_with_another_to_try() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(WorkspaceError, match=f"Port {port} on 127.0.0.1 is in use .* --port {port + 1}"):
            listening.listen("127.0.0.1", port)


def test_an_address_of_another_machine_is_said() -> None:
    with pytest.raises(WorkspaceError, match="192.0.2.1 is not an address of this machine"):
        listening.listen("192.0.2.1", 0)


def test_a_port_that_needs_rights_is_said() -> None:
    words = listening._trouble("127.0.0.1", 80, PermissionError(13, "Permission denied"))
    assert words == "This user may not listen on port 80. Choose one above 1023, for example --port 8080."
