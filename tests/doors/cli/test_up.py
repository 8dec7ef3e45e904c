"""The desk as one command: both processes, one workspace, and a way in for the first administrator."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from builders import sam
from desks import Desk, desk_at, says, wait_until

from evenhand.doors.cli.first_start import say_first_steps


class Started:
    """A command that serves, what it says, and its address once it has said it."""

    def __init__(self, desk: Desk, output: Path, command: str) -> None:
        self.desk = desk
        self.output = output
        self.process = desk.begin(["-m", "evenhand.doors.cli.main", command, "--port", "0"], output)
        wait_until(lambda: self.process.poll() is not None or says(output, "Evenhand is at ")())
        assert self.process.poll() is None, output.read_text()

    @property
    def said(self) -> str:
        return self.output.read_text()

    @property
    def address(self) -> str:
        found = re.search(r"Evenhand is at (http://127\.0\.0\.1:\d+)", self.said)
        assert found
        return found[1]

    def get(self, path: str) -> tuple[int, str]:
        """Status and body."""
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        try:
            with browser.open(self.address + path, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def health(self) -> dict[str, Any]:
        return dict(json.loads(self.get("/health")[1]))

    def child(self, name: str) -> psutil.Process:
        """The child process that runs this command."""
        (found,) = [child for child in psutil.Process(self.process.pid).children() if name in child.cmdline()]
        return found

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(40)


@contextmanager
def started(desk: Desk, output: Path, command: str) -> Iterator[Started]:
    """The command, running until the block ends."""
    one = Started(desk, output, command)
    try:
        yield one
    finally:
        if one.process.poll() is None:
            one.stop()


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    """A desk that is up, with nobody in it; tests may kill its children."""
    folder = tmp_path_factory.mktemp("up")
    with desk_at(folder / "desk") as desk, started(desk, folder / "up.txt", "up") as one:
        wait_until(lambda: one.health()["status"] == "ok")
        yield one


@pytest.fixture
def web(desk: Desk, tmp_path: Path) -> Iterator[Started]:
    """The web server alone."""
    with started(desk, tmp_path / "web.txt", "web") as one:
        yield one


def test_one_command_serves_pages_and_runs_jobs(up: Started) -> None:
    assert up.get("/sign-in")[0] == 200
    assert up.get("/static/desk.css")[0] == 200
    assert up.health()["worker"]["last_beat_seconds"] < 60
    assert len(psutil.Process(up.process.pid).children()) == 2


def test_the_first_start_prints_a_link_that_lets_the_first_administrator_in(up: Started) -> None:
    link = re.search(r"first administrator \(this link works once\):\n(http\S+)", up.said)
    assert link
    assert link[1].startswith(up.address)
    assert up.get(link[1].removeprefix(up.address))[0] == 200


def test_a_second_desk_on_the_same_workspace_is_refused_with_the_process_that_has_it(up: Started) -> None:
    second = up.desk.evenhand("up", "--port", "0")
    assert second.returncode == 2
    assert f"(process {up.process.pid}). Stop it with `kill {up.process.pid}`" in second.stderr
    assert up.get("/health")[0] == 200


def test_children_that_are_killed_come_again_on_the_same_address(up: Started) -> None:
    old = {up.child("web").pid, up.child("worker").pid}
    for pid in old:
        os.kill(pid, signal.SIGKILL)
    assert up.get("/health")[0] == 200
    wait_until(lambda: len(psutil.Process(up.process.pid).children()) == 2)
    assert not old & {up.child("web").pid, up.child("worker").pid}
    assert "The web server ended (killed by SIGKILL); starting it again in 1 s." in up.said


def test_stopping_the_desk_leaves_nothing_behind(desk: Desk, tmp_path: Path) -> None:
    with started(desk, tmp_path / "up.txt", "up") as up:
        children = psutil.Process(up.process.pid).children()
        assert up.stop() == 0
    assert len(children) == 2
    assert not [child for child in children if child.is_running()]


def test_a_killed_desk_takes_its_children_along_and_can_be_started_again(desk: Desk, tmp_path: Path) -> None:
    with started(desk, tmp_path / "up.txt", "up") as up:
        wait_until(lambda: up.health()["status"] == "ok")
        children = psutil.Process(up.process.pid).children()
        up.process.send_signal(signal.SIGKILL)
        up.process.wait()
        assert len(children) == 2
        assert not psutil.wait_procs(children, timeout=60)[1]
    with started(desk, tmp_path / "again.txt", "up") as again:
        assert again.get("/health")[0] == 200


@pytest.mark.parametrize("command", ["up", "web"])
def test_a_port_in_use_is_said_before_anything_starts(desk: Desk, command: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = desk.evenhand(command, "--port", port)
    assert done.returncode == 2
    assert done.stderr == (
        f"Port {port} on 127.0.0.1 is in use by another program. "
        f"Choose another, for example --port {port + 1}, or --port 0 for a free one.\n"
    )


def test_the_web_server_alone_listens_here_only_and_says_that_no_worker_runs(web: Started) -> None:
    assert web.health()["status"] == "no worker"
    sockets = psutil.Process(web.process.pid).net_connections()
    assert {one.laddr.ip for one in sockets if one.status == "LISTEN"} == {"127.0.0.1"}


def test_a_request_that_runs_when_the_server_is_stopped_is_answered(web: Started) -> None:
    web.get("/sign-in")
    with socket.create_connection(("127.0.0.1", int(web.address.rsplit(":", 1)[1]))) as browser:
        browser.sendall(b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        first = browser.recv(16)
        web.process.terminate()
        rest = b"".join(iter(lambda: browser.recv(65536), b""))
    assert (first + rest).startswith(b"HTTP/1.1 200")
    assert (first + rest).rstrip().endswith(b"</html>")
    assert web.process.wait(20) == 0


def test_the_hand_over_of_the_socket_is_no_option_for_people(desk: Desk) -> None:
    assert "--listen-fd" not in desk.evenhand("web", "--help").stdout


@pytest.mark.django_db
def test_a_desk_with_members_prints_no_link(capsys: pytest.CaptureFixture[str]) -> None:
    say_first_steps("http://localhost:8080")
    assert "http://localhost:8080/invitation/" in capsys.readouterr().out
    sam()
    say_first_steps("http://localhost:8080")
    assert capsys.readouterr().out == ""
