"""Real servers on this machine: moto for S3, OpenSSH for SFTP, WsgiDAV for WebDAV.

Each runs in the process of the tests, apart from OpenSSH's, which is a program of the user who
runs the tests; nothing listens to other machines.
"""

from __future__ import annotations

import contextlib
import logging
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncssh
import boto3
from cheroot import wsgi
from cheroot.ssl.builtin import BuiltinSSLAdapter
from moto.server import ThreadedMotoServer
from wsgidav.fs_dav_provider import FilesystemProvider
from wsgidav.wsgidav_app import WsgiDAVApp

from tests.machine import lack

HOST = "127.0.0.1"
USER = "press"
# OpenSSH's server wants a user and a folder of its own when it is started by root.
_SSH_UID = os.getuid() or 1
SSH_USER = pwd.getpwuid(_SSH_UID).pw_name
PASSWORD = "correct-horse-9f3b51c7"
KEY_ID, SECRET_KEY = "AKIAPRESS000EXAMPLE1", "s3cr3t/Key+of/a/Press/0123456789abcdefgh"
BUCKET = "press-books"
_UNPACKED = Path(__file__).resolve().parents[2] / ".venv" / "sshd"


@dataclass(frozen=True, slots=True)
class Server:
    """A server that listens: its port, and the folder that it serves, if it has one."""

    port: int
    root: Path | None = None


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.create_server((HOST, 0)) as server:
        return int(server.getsockname()[1])


def wait_for(port: int) -> None:
    """Wait until something listens."""
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), 1):
            return
        time.sleep(0.05)
    raise AssertionError(f"nothing listens on port {port}")


# S3


@contextlib.contextmanager
def s3_server() -> Iterator[Server]:
    """The S3 server of moto, with one bucket."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(HOST, 0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    s3_client(port).create_bucket(Bucket=BUCKET)
    try:
        yield Server(port)
    finally:
        server.stop()


def s3_client(port: int) -> Any:
    """A client that looks at a bucket as readers do."""
    return boto3.client(
        "s3",
        endpoint_url=f"http://{HOST}:{port}",
        aws_access_key_id="reader",
        aws_secret_access_key="reader",
        region_name="us-east-1",
    )


def s3_environment(port: int) -> dict[str, str]:
    """The variables by which clients of AWS find the server and log in."""
    return {
        "AWS_ENDPOINT_URL": f"http://{HOST}:{port}",
        "AWS_ACCESS_KEY_ID": KEY_ID,
        "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }


# SFTP


def sshd_programs() -> list[Path]:
    """OpenSSH's server, and the libraries that came with it where it was only unpacked."""
    if found := shutil.which("sshd", path="/usr/sbin:/usr/local/sbin"):
        return [Path(found)]
    if (program := _UNPACKED / "usr/sbin/sshd").is_file():
        return [program, *_UNPACKED.glob("**/*-linux-gnu*/lib*.so.*")]
    raise lack("sshd", "no OpenSSH server: `make .venv/.tests` unpacks one")


@contextlib.contextmanager
def sftp_server(home: Path) -> Iterator[Server]:
    """OpenSSH's server as an ordinary user; `home` gets a key for it, and knows its host."""
    programs = sshd_programs()
    folder = Path(tempfile.mkdtemp(prefix="sftp-"))
    try:
        port = free_port()
        _write_keys(folder, home, port)
        program, *_ = [str(shutil.copy(each, folder)) for each in programs]
        (folder / "sshd_config").write_text(_config(folder, port))
        (folder / "site").mkdir()
        if os.getuid() == 0:
            for path in (folder, *folder.iterdir()):
                os.chown(path, _SSH_UID, _SSH_UID)
        with _running(program, folder):
            wait_for(port)
            yield Server(port, folder / "site")
    finally:
        shutil.rmtree(folder)


@contextlib.contextmanager
def _running(program: str, folder: Path) -> Iterator[None]:
    other: dict[str, Any] = {"user": _SSH_UID, "group": _SSH_UID, "extra_groups": []}
    try:
        process = subprocess.Popen(
            [program, "-D", "-e", "-f", folder / "sshd_config"],
            env={**os.environ, "LD_LIBRARY_PATH": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **(other if os.getuid() == 0 else {}),
        )
    except PermissionError as error:
        raise lack("users", "this machine has no other user to be") from error
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _write_keys(folder: Path, home: Path, port: int) -> None:
    (home / ".ssh").mkdir(parents=True, exist_ok=True)
    host, user = (asyncssh.generate_private_key("ssh-ed25519") for _ in range(2))
    for key, path in {host: folder / "host_key", user: home / ".ssh" / "id_ed25519"}.items():
        key.write_private_key(path)
        path.chmod(0o600)
    known = f"[{HOST}]:{port} {host.export_public_key().decode()}"
    (home / ".ssh" / "known_hosts").write_text(known)
    (folder / "authorized_keys").write_bytes(user.export_public_key())


def _config(folder: Path, port: int) -> str:
    return f"""\
Port {port}
ListenAddress {HOST}
HostKey {folder}/host_key
PidFile none
AuthorizedKeysFile {folder}/authorized_keys
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
MaxStartups 100
Subsystem sftp internal-sftp
"""


# WebDAV


@contextlib.contextmanager
def webdav_server(folder: Path, certificate: tuple[Path, Path] | None = None) -> Iterator[Server]:
    """WsgiDAV with one user; with a certificate and its key it is encrypted."""
    settings = {
        "provider_mapping": {"/": FilesystemProvider(str(folder))},
        "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
        "http_authenticator": {"accept_basic": True, "accept_digest": False},
        "verbose": 0,
        "logging": {"enable": False},
    }
    settings["http_authenticator"]["default_to_digest"] = False  # type: ignore[index]
    with serving(WsgiDAVApp(settings), certificate) as port:
        yield Server(port, folder)


@contextlib.contextmanager
def serving(application: Any, certificate: tuple[Path, Path] | None = None) -> Iterator[int]:
    """An application of WSGI on a port of this machine."""
    server = wsgi.Server((HOST, 0), application, numthreads=4)
    if certificate is not None:
        server.ssl_adapter = BuiltinSSLAdapter(*map(str, certificate))
        server.ssl_adapter.context.minimum_version = ssl.TLSVersion.TLSv1_2
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield int(server.bind_addr[1])
    finally:
        server.stop()
        thread.join()


def write_netrc(home: Path, password: str = PASSWORD) -> None:
    """The login of the user, where clients look for it."""
    path = home / ".netrc"
    path.write_text(f"machine {HOST} login {USER} password {password}\n")
    path.chmod(0o600)
