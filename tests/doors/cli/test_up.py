"""The desk as one command: both processes, one workspace, and a way in for the first administrator."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from desks import Desk, says, wait_until

Running = Callable[..., "Started"]


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
            with browser.open(self.address + path, timeout=20) as answer:
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


@pytest.fixture
def running(desk: Desk, tmp_path: Path) -> Iterator[Running]:
    started: list[Started] = []

    def begin(command: str = "up") -> Started:
        started.append(Started(desk, tmp_path / f"{len(started)}.txt", command))
        return started[-1]

    yield begin
    for one in started:
        if one.process.poll() is None:
            one.stop()


def test_one_command_serves_pages_runs_jobs_and_leaves_nothing_behind(running: Running) -> None:
    up = running()
    wait_until(lambda: up.health()["status"] == "ok")
    assert up.get("/sign-in")[0] == 200
    assert up.get("/static/desk.css")[0] == 200
    children = psutil.Process(up.process.pid).children()
    assert len(children) == 2
    assert up.stop() == 0
    assert not [child for child in children if child.is_running()]


def test_the_first_start_prints_a_link_that_lets_the_first_administrator_in(running: Running) -> None:
    up = running()
    link = re.search(r"first administrator \(this link works once\):\n(http\S+)", up.said)
    assert link
    assert link[1].startswith(up.address)
    assert up.get(link[1].removeprefix(up.address))[0] == 200


def test_a_desk_with_members_prints_no_link(desk: Desk, running: Running) -> None:
    desk.sql(
        "INSERT INTO people_member (password, email, name, language, timezone, theme, joined_at) "
        "VALUES ('', 'sam@harbourline.example', 'Sam', 'en', 'UTC', 'auto', '2026-03-02 07:00:00')"
    )
    assert "first administrator" not in running().said


def test_children_that_are_killed_come_again_on_the_same_address(running: Running) -> None:
    up = running()
    wait_until(lambda: up.health()["status"] == "ok")
    old = {up.child("web").pid, up.child("worker").pid}
    for pid in old:
        os.kill(pid, signal.SIGKILL)
    assert up.get("/health")[0] == 200
    wait_until(lambda: len(psutil.Process(up.process.pid).children()) == 2)
    assert not old & {up.child("web").pid, up.child("worker").pid}
    assert "The web server ended (killed by SIGKILL); starting it again in 1 s." in up.said


def test_children_do_not_outlive_a_supervisor_that_is_killed(running: Running) -> None:
    up = running()
    wait_until(lambda: up.health()["status"] == "ok")
    children = psutil.Process(up.process.pid).children()
    up.process.send_signal(signal.SIGKILL)
    up.process.wait()
    assert len(children) == 2
    assert not psutil.wait_procs(children, timeout=20)[1]


def test_a_second_desk_on_the_same_workspace_is_refused_with_the_process_that_has_it(
    desk: Desk, running: Running
) -> None:
    up = running()
    second = desk.evenhand("up", "--port", "0")
    assert second.returncode == 2
    assert f"(process {up.process.pid}). Stop it with `kill {up.process.pid}`" in second.stderr
    assert up.get("/health")[0] == 200


def test_a_desk_that_was_killed_can_be_started_again(running: Running) -> None:
    up = running()
    up.process.send_signal(signal.SIGKILL)
    up.process.wait()
    assert running().get("/health")[0] == 200


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


def test_the_web_server_alone_says_that_no_worker_runs(running: Running) -> None:
    web = running("web")
    assert web.health()["status"] == "no worker"
    assert web.stop() == 0


def test_a_request_that_runs_when_the_server_is_stopped_is_answered(running: Running) -> None:
    web = running("web")
    web.get("/health")
    with socket.create_connection(("127.0.0.1", int(web.address.rsplit(":", 1)[1]))) as browser:
        browser.sendall(b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        first = browser.recv(16)
        web.process.terminate()
        rest = b"".join(iter(lambda: browser.recv(65536), b""))
    assert (first + rest).startswith(b"HTTP/1.1 200")
    assert (first + rest).rstrip().endswith(b"</html>")
    assert web.process.wait(20) == 0


def test_the_address_of_this_machine_alone_is_the_default(running: Running) -> None:
    web = running("web")
    (listening,) = [
        connection for connection in psutil.Process(web.process.pid).net_connections() if connection.status == "LISTEN"
    ]
    assert listening.laddr.ip == "127.0.0.1"


def test_subcommands_of_up_are_hidden_from_the_help(desk: Desk) -> None:
    assert "--listen-fd" not in desk.evenhand("web", "--help").stdout
