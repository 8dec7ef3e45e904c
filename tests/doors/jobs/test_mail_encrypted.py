"""The way to the mail server is encrypted, and its certificate is looked at before anything is said."""

from __future__ import annotations

import base64
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders import START
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from mail_server import Post, mail_server

from evenhand.doors.jobs.mailing import MailFailed, send_letter
from evenhand.record.outbox import letters
from evenhand.record.outbox.models import Letter
from evenhand.server.environment import Smtp

pytestmark = pytest.mark.django_db
PASSWORD = "sesame-9"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A self-made certificate for localhost, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def server(certificate, settings):
    with mail_server() as post:
        post.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        post.tls.load_cert_chain(certificate)
        settings.MAIL_SERVER = Smtp("localhost", post.port, "ada", PASSWORD)
        settings.MAIL_FROM = "desk@harbourline.example"
        yield post


def send() -> Letter:
    letter = letters.post("mia@acme.example", "Hello", "Hello.", START)
    send_letter({"letter": letter.pk}, None)
    letter.refresh_from_db()
    return letter


def said_password(post: Post) -> bool:
    """Whether the password, as it is said, is among what the server was told."""
    said = base64.b64encode(f"\0ada\0{PASSWORD}".encode()).decode()
    return any(said in command for command in post.commands)


def test_a_certificate_that_is_trusted_opens_the_way(server, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert send().state == Letter.State.SENT
    assert server.to == ["mia@acme.example"]
    assert said_password(server)


def test_one_that_nobody_trusts_is_told_nothing(server):
    with pytest.raises(MailFailed, match="could not be reached.*certificate"):
        send()
    assert not said_password(server)
    assert not any(command.upper().startswith(("AUTH", "MAIL")) for command in server.commands)


def test_the_certificate_of_another_server_is_told_nothing(server, certificate, monkeypatch, settings):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings.MAIL_SERVER = Smtp("127.0.0.1", server.port, "ada", PASSWORD)
    with pytest.raises(MailFailed, match="certificate"):
        send()
    assert not said_password(server)
