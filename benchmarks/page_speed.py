"""Inbox and Conversation on 100,000 messages with 20 readers, each opening a page every 3 seconds.

Target: 95 % under 150 ms with the worker idle; the same while an import runs is reported beside it.
"""

from __future__ import annotations

import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.support.mails import write_mbox
from benchmarks.support.measuring import keep, memory_mb

MESSAGES = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
READERS, PAUSE, SECONDS = 20, 3.0, 60.0
EVENHAND = str(Path(sys.executable).parent / "evenhand")


def main() -> None:
    """Fill a workspace, serve it, read it quietly, then while importing."""
    with tempfile.TemporaryDirectory(prefix="evenhand-pages-") as folder:
        os.environ["EVENHAND_DATA"] = str(Path(folder) / "workspace")
        from evenhand.server.start import start

        start()
        from benchmarks.support.filling import fill, session_cookies

        filled = fill(MESSAGES)
        cookies = session_cookies()
        server, port = serve()
        try:
            paths = addresses(filled)
            warm(port, cookies[0], paths)
            idle = read(port, cookies, paths)
            busy = read_while_importing(port, cookies, paths, Path(folder))
            memory = round(memory_mb(server.pid), 1)
        finally:
            server.terminate()
            server.wait()
        keep(
            "page_speed",
            {
                "messages": MESSAGES,
                "conversations": filled["conversations"],
                "readers": READERS,
                "pause_seconds": PAUSE,
                "idle": idle,
                "while_importing": busy,
                "web_server_mb": memory,
                "target": {"p95_ms": 150},
            },
        )


def serve() -> tuple[subprocess.Popen[bytes], int]:
    """The desk's web server on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([EVENHAND, "web", "--port", str(port)], stdout=subprocess.DEVNULL)
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return server, port
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the web server did not start")


def addresses(filled: dict[str, Any]) -> dict[str, list[str]]:
    """Addresses by kind of page."""
    return {
        "inbox": [
            "/inbox",
            "/inbox?sort=newest",
            "/inbox?sort=hottest",
            "/inbox?language=fi",
            "/inbox?manner=heated",
        ],
        "conversation": [f"/conversations/{pk}" for pk in filled["some_conversations"]],
        "today": ["/"],
        "customer": [f"/customers/{pk}" for pk in filled["some_customers"]],
        "search": ["/search?q=invoice", "/search?q=%E9%80%80%E6%AC%BE", "/search?q=lasku"],
    }


def warm(port: int, cookie: str, paths: dict[str, list[str]]) -> None:
    """One of each, so that first-use costs are not measured; also shows a wrong address at once."""
    for kind, addresses_of_kind in paths.items():
        status, _ = get(port, cookie, addresses_of_kind[0])
        if status != 200:
            raise RuntimeError(f"{kind}: {addresses_of_kind[0]} answered {status}")


def get(port: int, cookie: str, path: str) -> tuple[int, float]:
    """Status and milliseconds until the whole page was read."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Cookie": cookie, "Accept-Language": "en"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, (time.perf_counter() - began) * 1000


def read(port: int, cookies: list[str], paths: dict[str, list[str]], seconds: float = SECONDS) -> dict[str, Any]:
    """Twenty readers for a minute: mostly Inbox and Conversation, now and then the other pages."""
    times: dict[str, list[float]] = defaultdict(list)
    failures = [0]
    until = time.monotonic() + seconds

    def reader(number: int) -> None:
        dice = random.Random(number)
        time.sleep(dice.uniform(0, PAUSE))
        while time.monotonic() < until:
            kind = dice.choices(list(paths), weights=(40, 40, 8, 6, 6))[0]
            status, taken = get(port, cookies[number % len(cookies)], dice.choice(paths[kind]))
            times[kind].append(taken)
            failures[0] += status != 200
            time.sleep(PAUSE)

    threads = [threading.Thread(target=reader, args=(number,)) for number in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    both = times["inbox"] + times["conversation"]
    return {"inbox_and_conversation": figures(both), "failures": failures[0]} | {
        kind: figures(values) for kind, values in times.items()
    }


def figures(values: list[float]) -> dict[str, float]:
    """n, median, 95th percentile and slowest, in milliseconds."""
    ordered = sorted(values)
    return {
        "n": len(ordered),
        "p50_ms": round(statistics.median(ordered), 1),
        "p95_ms": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))], 1),
        "max_ms": round(ordered[-1], 1),
    }


def read_while_importing(port: int, cookies: list[str], paths: dict[str, list[str]], folder: Path) -> dict[str, Any]:
    """The same readers while an import of new mail runs on the same two cores."""
    box = folder / "more.mbox"
    write_mbox(box, 30_000, seed=99)
    importing = subprocess.Popen(
        [EVENHAND, "import", str(box), "--ours", "harbourline.example"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        time.sleep(3)
        result = read(port, cookies, paths, SECONDS / 2)
        return result | {"import_still_running": importing.poll() is None}
    finally:
        importing.kill()
        importing.wait()


if __name__ == "__main__":
    main()
