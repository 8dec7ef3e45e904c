"""A mail server on the loopback for tests: it keeps what it is given, and answers as it is told."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Post:
    """What the server took; `answers` replaces its usual answer to a command ("RCPT": "550 no such mailbox").

    An answer may be for one address alone ("RCPT mia@firm.example"). "END" is the answer to the mail itself; "" hangs
    up instead. With `tls` it offers to encrypt, and a password once that is done.
    """

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None


class _Talk(socketserver.StreamRequestHandler):
    """One connection."""

    def handle(self) -> None:
        """Answer commands until QUIT."""
        post: Post = self.server.post  # type: ignore[attr-defined]
        self._say("220 loopback")
        while line := self.rfile.readline():
            words = line.decode("utf-8", "replace").strip()
            command = words.split(" ", 1)[0].upper()
            post.commands.append(words)
            answer = self._answer(post, command, words)
            if command == "DATA" and answer.startswith("354"):
                self._take(post, answer)
                continue
            if command == "STARTTLS" and post.tls is not None:
                self._encrypt(post.tls)
                continue
            if command == "RCPT" and answer.startswith("250"):
                post.to.append(words.partition(":")[2].strip("<> "))
            self._say("221 farewell" if command == "QUIT" and "QUIT" not in post.answers else answer)
            if command == "QUIT":
                return

    def _answer(self, post: Post, command: str, words: str) -> str:
        address = words.partition(":")[2].strip("<> ")
        usual = {"DATA": "354 go on", "AUTH": "235 welcome", "EHLO": self._offer(post)}.get(command, "250 fine")
        return post.answers.get(f"{command} {address}") or post.answers.get(command, usual)

    def _offer(self, post: Post) -> str:
        if isinstance(self.connection, ssl.SSLSocket):
            return "250-loopback\r\n250 AUTH PLAIN"
        return "250-loopback\r\n250 STARTTLS" if post.tls else "250 fine"

    def _encrypt(self, context: ssl.SSLContext) -> None:
        self._say("220 go on")
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = socketserver._SocketWriter(self.connection)  # type: ignore[attr-defined]

    def _take(self, post: Post, answer: str) -> None:
        self._say(answer)
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        said = post.answers.get("END", "250 taken")
        if not said:
            post.mails.append(message_from_bytes(b"".join(lines), policy=policy.default))  # type: ignore[arg-type]
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if said.startswith("250"):
            post.mails.append(message_from_bytes(b"".join(lines), policy=policy.default))  # type: ignore[arg-type]
        self._say(said)

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def mail_server() -> Iterator[Post]:
    """A server on a free port of the loopback."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        post = Post(port=server.server_address[1])
        server.post = post  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield post
        finally:
            server.shutdown()
            thread.join(5)
