"""https: the certificate must be valid and that of the name, although the address is pinned.

The certificate is made for the run, by openssl, and signed by itself: no key lies in the project.
"""

from hcmedu.portal.feeds import deadline
from hcmedu.portal.feeds.addresses import read_allowed
from hcmedu.portal.feeds.errors import FeedError
from hcmedu.portal.feeds.errors import Reason
from hcmedu.portal.feeds.fetching import fetch
from hcmedu.portal.feeds.testing import http
from pathlib import Path

import pytest
import socket
import ssl
import subprocess
import time


NAME = "sgd.example.vn"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    """Key and certificate of the name, in one file."""
    place = tmp_path_factory.mktemp("tls")
    key, made, both = (place / name for name in ("key.pem", "made.pem", "both.pem"))
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    subprocess.run([*command, "-keyout", key, "-out", made], check=True, capture_output=True)
    both.write_bytes(key.read_bytes() + made.read_bytes())
    return both


@pytest.fixture(autouse=True)
def names(monkeypatch):
    """Every name is this machine."""
    found = [(socket.AF_INET, 1, 6, "", ("127.0.0.1", 0))]
    monkeypatch.setattr(deadline.socket, "getaddrinfo", lambda *_args, **_options: found)


@pytest.fixture
def context(certificate):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(certificate)
    return made


@pytest.fixture
def trusted(monkeypatch, certificate):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


def get(source, name=NAME, seconds=10.0):
    host = f"{name}:{source.port}"
    return fetch(f"https://{host}/rss", read_allowed([host]), seconds=seconds)


def reason(source, name=NAME, seconds=10.0):
    with pytest.raises(FeedError) as caught:
        get(source, name, seconds)
    return caught.value.reason


def test_of_the_name(serve, context, trusted):
    asked = []
    context.sni_callback = lambda _socket, name, _context: asked.append(name)
    source = serve(http(b"<rss/>"), context)
    assert get(source).body == b"<rss/>"
    assert asked == [NAME]
    assert f"Host: {NAME}:{source.port}".encode() in source.asked[0]


def test_of_another_name(serve, context, trusted):
    assert reason(serve(http(b"<rss/>"), context), "khac.example.vn") is Reason.CERTIFICATE


def test_of_an_address(serve, context, trusted):
    assert reason(serve(http(b"<rss/>"), context), "127.0.0.1") is Reason.CERTIFICATE


def test_signed_by_nobody_who_is_trusted(serve, context):
    assert reason(serve(http(b"<rss/>"), context)) is Reason.CERTIFICATE


def test_no_tls_at_all(serve):
    assert reason(serve(http(b"<rss/>"))) is Reason.CERTIFICATE


def test_down_to_http(serve, context, trusted):
    source = serve(http(status="301 Moved", Location="http://sgd.example.vn/rss"), context)
    assert reason(source) is Reason.DOWNGRADE


@pytest.mark.parametrize("piece", [b"", b"\x16"])
def test_handshake_slow_by_the_byte(serve, piece):
    def answer(connection, _asked):
        connection.sendall(b"\x16\x03\x03\x40\x00")
        while True:
            connection.sendall(piece)
            time.sleep(0.05)

    assert reason(serve(answer), seconds=1.0) is Reason.TIMED_OUT
