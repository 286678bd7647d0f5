"""What goes wrong at servers, each with its code, without a secret, and with a way out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.delivery.certificates import write_certificate
from tests.delivery.clients import Client
from tests.delivery.dists import FIRST, write_files
from tests.delivery.servers import (
    BUCKET,
    HOST,
    PASSWORD,
    SECRET_KEY,
    SSH_USER,
    USER,
    Server,
    free_port,
    s3_environment,
    s3_server,
    serving,
    sftp_server,
    webdav_server,
    write_netrc,
)
from tests.machine import need_proc

pytestmark = pytest.mark.slow

SECRETS = (PASSWORD, SECRET_KEY, "a-wrong-password")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    client = Client(tmp_path_factory.mktemp("home"))
    write_netrc(client.home)
    yield client
    client.close()


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    write_files(folder, FIRST)
    return folder


Attempt = Callable[..., str]


@pytest.fixture
def attempt(client: Client, dist: Path) -> Attempt:
    """The code that a delivery ends with, "" for success; nothing in it is a secret."""

    def deliver(target: str, environment: dict[str, str] | None = None) -> str:
        answer = client.deliver(dist, target, environment)
        assert not [secret for secret in SECRETS if secret in json.dumps(answer)]
        assert all(each["hint"] for each in answer["diagnostics"])
        return " ".join(each["code"] for each in answer["diagnostics"])

    return deliver


def answering(status: str, *headers: tuple[str, str], body: bytes = b"") -> Any:
    """A server that has one answer."""

    def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        environ["wsgi.input"].read()
        start(status, [*headers, ("Content-Length", str(len(body)))])
        return [body]

    return application


def s3_error(code: str) -> bytes:
    return f"<Error><Code>{code}</Code><Message>{SECRET_KEY}</Message></Error>".encode()


# S3


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        ("403 Forbidden", "InvalidAccessKeyId", "DEL-005"),
        ("403 Forbidden", "SignatureDoesNotMatch", "DEL-005"),
        ("403 Forbidden", "RequestTimeTooSkewed", "DEL-005"),
        ("403 Forbidden", "AccessDenied", "DEL-009"),
        ("404 Not Found", "NoSuchBucket", "DEL-009"),
        ("503 Slow Down", "SlowDown", "DEL-011"),
        ("507 Insufficient Storage", "NoSpace", "DEL-008"),
    ],
)
def test_s3_refuses(status: str, code: str, expected: str, attempt: Attempt) -> None:
    with serving(answering(status, body=s3_error(code))) as port:
        assert attempt(f"s3://{BUCKET}/books", s3_environment(port)) == expected


def test_s3_of_another_place(attempt: Attempt, tmp_path: Path) -> None:
    nobody = s3_environment(free_port())
    assert attempt(f"s3://{BUCKET}/books", nobody) == "DEL-004"
    without = {name: nobody[name] for name in nobody if "KEY" not in name}
    assert attempt(f"s3://{BUCKET}/books", without) == "DEL-005"
    certificate = write_certificate(tmp_path)
    with serving(answering("200 OK"), certificate) as port:
        secure = {**s3_environment(port), "AWS_ENDPOINT_URL": f"https://{HOST}:{port}"}
        assert attempt(f"s3://{BUCKET}/books", secure) == "DEL-006"


def test_s3_without_the_bucket_and_with_it(attempt: Attempt) -> None:
    with s3_server() as server:
        assert attempt("s3://other-books/new", s3_environment(server.port)) == "DEL-009"
        assert attempt(f"s3://{BUCKET}/new", s3_environment(server.port)) == ""


# WebDAV


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("401 Unauthorized", "DEL-005"),
        ("403 Forbidden", "DEL-009"),
        ("405 Method Not Allowed", "DEL-011"),
        ("423 Locked", "DEL-011"),
        ("502 Bad Gateway", "DEL-004"),
        ("503 Service Unavailable", "DEL-011"),
        ("507 Insufficient Storage", "DEL-008"),
        ("200 OK", "DEL-011"),
    ],
)
def test_webdav_refuses(status: str, expected: str, attempt: Attempt) -> None:
    with serving(answering(status, body=PASSWORD.encode())) as port:
        assert attempt(f"http://{HOST}:{port}/dav") == expected


@pytest.mark.parametrize("status", ["301 Moved Permanently", "302 Found", "307 Temporary Redirect"])
def test_a_redirect_is_not_followed(status: str, attempt: Attempt) -> None:
    with serving(answering(status, ("Location", f"http://{HOST}:9/{PASSWORD}"))) as port:
        assert attempt(f"http://{HOST}:{port}/dav") == "DEL-007"


@pytest.fixture(scope="module")
def webdav(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with webdav_server(tmp_path_factory.mktemp("dav")) as server:
        yield server


def test_a_password(webdav: Server, attempt: Attempt, client: Client) -> None:
    url = f"http://{HOST}:{webdav.port}/by-login"
    wrong = {"PUBLISH_DELIVER_PASSWORD": "a-wrong-password"}
    assert attempt(url, wrong) == "DEL-005"
    assert attempt(url, {"NETRC": "/dev/null"}) == "DEL-005"
    assert attempt(url) == ""
    right = {"NETRC": "/dev/null", "PUBLISH_DELIVER_PASSWORD": PASSWORD}
    assert attempt(url.replace("//", f"//{USER}@"), right) == ""
    bad = client.home / "bad-netrc"
    bad.write_text(f"machine {HOST} loginn {PASSWORD}")
    assert attempt(url, {"NETRC": str(bad)}) == "DEL-005"


def test_a_certificate(attempt: Attempt, tmp_path: Path) -> None:
    good = write_certificate(tmp_path)
    expired = write_certificate(tmp_path, expired=True)
    another = write_certificate(tmp_path, host="127.0.0.2")
    for files, trusted, expected in (
        (good, None, "DEL-006"),
        (expired, expired, "DEL-006"),
        (another, another, "DEL-006"),
        (good, good, ""),
    ):
        with webdav_server(tmp_path, files) as server:
            environment = {"SSL_CERT_FILE": str(trusted[0])} if trusted else {}
            assert attempt(f"https://{HOST}:{server.port}/books", environment) == expected


# SFTP


@pytest.fixture(scope="module")
def sftp(client: Client) -> Iterator[Server]:
    with sftp_server(client.home) as server:
        yield server


def test_a_host_that_is_not_known(sftp: Server, attempt: Attempt, client: Client) -> None:
    url = f"sftp://{SSH_USER}@{HOST}:{sftp.port}{sftp.root}/by-host"
    ssh = client.home / ".ssh"
    known = (ssh / "known_hosts").read_text()
    another = "AAAAC3NzaC1lZDI1NTE5AAAAIJ8m1yWzF1kD3b0dJ0ZqXJ3Z6Q3u0h7n1v8Yw2s5tK4e"
    for content in ("", f"[{HOST}]:{sftp.port} ssh-ed25519 {another}\n"):
        (ssh / "known_hosts").write_text(content)
        assert attempt(url) == "DEL-006"
    (ssh / "config").write_text("StrictHostKeyChecking no\nUserKnownHostsFile none\n")
    assert attempt(url) == "DEL-006"
    (ssh / "config").unlink()
    (ssh / "known_hosts").write_text(known)
    assert attempt(url) == ""


def test_a_key_that_is_not_known(sftp: Server, attempt: Attempt, client: Client) -> None:
    url = f"sftp://{SSH_USER}@{HOST}:{sftp.port}{sftp.root}/by-key"
    key = client.home / ".ssh" / "id_ed25519"
    aside = key.rename(key.with_name("aside"))
    assert attempt(url) == "DEL-005"
    aside.rename(key)
    assert attempt(url) == ""


def test_sftp_of_another_place(sftp: Server, attempt: Attempt) -> None:
    login = f"sftp://{SSH_USER}@{HOST}"
    assert attempt(f"{login}:{free_port()}/books") == "DEL-004"
    need_proc()  # a folder in which even its owner cannot write
    assert attempt(f"{login}:{sftp.port}/proc/nowhere") == "DEL-009"
    assert attempt(f"{login}:{sftp.port}/etc/hostname/books") in ("DEL-009", "DEL-011")
    assert attempt("sftp://no-such-host.invalid/books") == "DEL-004"


# The command


def test_no_secret_is_in_what_a_command_writes(
    webdav: Server, client: Client, dist: Path, tmp_path: Path
) -> None:
    url = f"http://{HOST}:{webdav.port}/by-command"
    wrong = {"PUBLISH_DELIVER_PASSWORD": "a-wrong-password"}
    nobody = s3_environment(free_port())
    for target, environment, code in ((url, {}, 0), (url, wrong, 7), (f"s3://{BUCKET}", nobody, 7)):
        done = subprocess.run(
            [sys.executable, "-m", "publish", "--debug", "deliver", str(dist), target],
            env={**os.environ, **environment, "HOME": str(client.home), "TMPDIR": str(tmp_path)},
            capture_output=True,
            text=True,
        )
        assert done.returncode == code, done.stderr
        written = [path.read_text() for path in tmp_path.rglob("*") if path.is_file()]
        for text in (done.stdout, done.stderr, *written):
            assert not [secret for secret in SECRETS if secret in text]


def test_a_password_in_an_address_is_refused_and_not_repeated(dist: Path) -> None:
    target = f"sftp://press:{PASSWORD}@{HOST}/books"
    words = [sys.executable, "-m", "publish", "--debug", "deliver", str(dist), target]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 7
    assert "DEL-001" in done.stderr
    assert PASSWORD not in done.stdout + done.stderr


@pytest.mark.parametrize("module", ["s3fs", "sshfs", "webdav4"])
def test_a_missing_extra_is_named(module: str, dist: Path) -> None:
    targets = {"s3fs": "s3://bucket", "sshfs": f"sftp://{HOST}/x", "webdav4": f"https://{HOST}/x"}
    extras = {"s3fs": "deliver-s3", "sshfs": "deliver-sftp", "webdav4": "deliver-webdav"}
    program = (
        f"import sys; sys.modules[{module!r}] = None; from publish.__main__ import main;"
        f" sys.argv = ['publish', 'deliver', {str(dist)!r}, {targets[module]!r}]; main()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 5, done.stderr
    assert f'pip install "publish-book[{extras[module]}]"' in done.stderr
