"""SFTP, by the implementation of fsspec over asyncssh.

Keys, agents, names of hosts and users are those of OpenSSH (`~/.ssh`). A host is only trusted if
`known_hosts` has its key: the library's default would be to trust every host.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import asyncssh
from asyncssh import sftp
from fsspec.asyn import sync
from sshfs import SSHFileSystem

from publish.delivery.address import Address
from publish.delivery.credentials import LOGIN_HINT, find_login
from publish.delivery.failures import (
    FAILED,
    FULL,
    LOGIN,
    REFUSED,
    UNTRUSTED,
    Failure,
    causes,
    of_system,
    unreached,
)
from publish.delivery.stores import CHUNK, Digest, Headers, walk

_T = TypeVar("_T")
_TIMES = {"connect_timeout": 20, "login_timeout": 30, "keepalive_interval": 15}
_READ_ONLY = 1  # the flag of statvfs@openssh.com
_FULL = (sftp.SFTPNoSpaceOnFilesystem, sftp.SFTPQuotaExceeded)
_REFUSED = (sftp.SFTPPermissionDenied, sftp.SFTPWriteProtect, sftp.SFTPNoSuchFile)
_LOST = (asyncssh.ConnectionLost, sftp.SFTPConnectionLost, sftp.SFTPNoConnection)


def open_store(address: Address) -> SftpStore:
    """Log in to a server."""
    user, password = find_login(address.host, address.user)
    options: dict[str, Any] = {**_TIMES, "known_hosts": _known_hosts(address)}
    options |= {"port": address.port} if address.port else {}
    options |= {"username": user} if user else {}
    options |= {"password": password} if password else {}
    system = SSHFileSystem(address.host, skip_instance_cache=True, **options)
    # As of curl, what begins with `~` is below the folder of the login.
    path = address.path.removeprefix("/~/") if address.path != "/~" else "."
    return SftpStore(system, path.rstrip("/") or "/")


def _known_hosts(address: Address) -> Any:
    """The keys of hosts that the user knows; if there are none, no host is trusted."""
    port = {"port": address.port} if address.port else {}
    options = asyncssh.SSHClientConnectionOptions(host=address.host, **port)
    return b"" if options.known_hosts is None else options.known_hosts


def explain(error: Exception) -> Failure:
    """The failure behind an error."""
    for each in causes(error):
        if isinstance(each, asyncssh.HostKeyNotVerifiable | asyncssh.KeyExchangeFailed):
            return _untrusted()
        if isinstance(each, asyncssh.PermissionDenied | asyncssh.KeyImportError):
            hint = f"add your key to the agent (`ssh-add`), or {LOGIN_HINT}"
            return Failure(LOGIN, "the server takes no key or password of ours", hint=hint)
        if isinstance(each, _FULL):
            return Failure(FULL, "the target has no space left")
        if isinstance(each, _REFUSED):
            return Failure(REFUSED, "the target does not let this login write here")
        if isinstance(each, _LOST):
            return unreached(each)
        if isinstance(each, asyncssh.Error):
            message = f"the server ends the step with an error ({type(each).__name__})"
            return Failure(FAILED, message, transient=isinstance(each, asyncssh.DisconnectError))
    return of_system(error)


def _untrusted() -> Failure:
    hint = (
        "compare the key with the one that its owner publishes; if it is right, log in once with"
        " `ssh`, which writes it into ~/.ssh/known_hosts"
    )
    return Failure(UNTRUSTED, "the host shows a key that known_hosts does not have", hint=hint)


class SftpStore:
    """The files below a folder of a server."""

    renames = True

    def __init__(self, system: SSHFileSystem, root: str) -> None:
        self._system = system
        self._root = root
        self._made: set[str] = set()
        self._channel = self._run(system.client.start_sftp_client)

    def sizes(self, folders: Sequence[str]) -> Mapping[str, int]:
        """See `Store`."""
        found = walk(self._system, self._root, deep=False)
        for folder in folders:
            found |= walk(self._system, self._path(folder))
        return {self._name(path): size for path, size in found.items()}

    def read(self, name: str) -> bytes:
        """See `Store`."""
        return bytes(self._system.cat_file(self._path(name)))

    def digest(self, name: str) -> Digest:
        """See `Store`."""
        return self._run(self._digest, self._path(name))

    async def _digest(self, path: str) -> Digest:
        size, sha256 = 0, hashlib.sha256()
        async with self._channel.open(path, "rb") as file:
            while chunk := await file.read(CHUNK):
                size += len(chunk)
                sha256.update(chunk)
        return Digest(size, sha256.hexdigest())

    def put(self, source: Path, name: str, headers: Headers) -> None:
        """See `Store`; SFTP has no headers."""
        try:
            self._run(self._put, str(source), self._path(name))
        except sftp.SFTPFailure:
            failure = self._why_not(source.stat().st_size)
            if failure is None:
                raise
        else:
            return
        raise failure

    async def _put(self, source: str, path: str) -> None:
        """As fsspec does, which asks the server for each folder each time."""
        folder = path.rpartition("/")[0]
        if folder not in self._made:
            await self._channel.makedirs(folder, exist_ok=True)
            self._made.add(folder)
        await self._channel.put(source, path)

    def _why_not(self, size: int) -> Failure | None:
        """The reason for a write that failed, which the protocol does not tell."""
        with suppress(asyncssh.Error):
            state = self._run(self._channel.statvfs, self._root)
            if state.flags & _READ_ONLY:
                return Failure(REFUSED, "the target is read-only")
            if state.bavail * (state.frsize or state.bsize) < size:
                return Failure(FULL, "the target has no space left")
        return None

    def move(self, old: str, new: str) -> None:
        """See `Store`; without fsspec's way out, which starts `cp` on the server."""
        self._run(self._move, self._path(old), self._path(new))

    async def _move(self, old: str, new: str) -> None:
        try:
            await self._channel.posix_rename(old, new)
        except sftp.SFTPOpUnsupported:
            with suppress(sftp.SFTPNoSuchFile):
                await self._channel.remove(new)
            await self._channel.rename(old, new)

    def remove(self, name: str) -> None:
        """See `Store`."""
        with suppress(FileNotFoundError):
            self._system.rm_file(self._path(name))

    def close(self) -> None:
        """See `Store`."""
        self._system.client.abort()

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    def _name(self, path: str) -> str:
        return path.removeprefix(f"{self._root.rstrip('/')}/")

    def _run(self, action: Callable[..., Awaitable[_T]], *values: object) -> _T:
        """Run a step in the thread of the connection."""
        result: _T = sync(self._system.loop, action, *values)
        return result
