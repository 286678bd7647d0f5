"""What goes wrong with a target, as a code with its cause and a way out.

No text of a server or of a library is repeated: it might quote a password. The message
has the class of the failure, and numbers and names from here.
"""

from __future__ import annotations

import errno
import os
import socket
import ssl
from collections.abc import Iterable, Iterator

from publish.diagnostics import Diagnostic, Location

ADDRESS, UNFIT, REPLACED, UNREACHED = "DEL-001", "DEL-002", "DEL-003", "DEL-004"
LOGIN, UNTRUSTED, REDIRECT, FULL = "DEL-005", "DEL-006", "DEL-007", "DEL-008"
REFUSED, DIFFERENT, FAILED = "DEL-009", "DEL-010", "DEL-011"
_AGAIN = "deliver again: it continues where it ended"
_HINTS = {
    UNREACHED: f"check the name, the port and the network, then {_AGAIN}",
    REDIRECT: "`curl -I` shows where it leads: deliver to that address",
    FULL: f"free space on the target, then {_AGAIN}",
    REFUSED: "create the folder or bucket, or let this login write in it",
    FAILED: f"{_AGAIN}; if it fails again, ask who runs the server",
}
_BUSY = frozenset({408, 429, 500, 502, 503, 504, 509})
_STATUS = {
    401: (LOGIN, "the login is refused"),
    403: (REFUSED, "the target does not let this login in here"),
    404: (REFUSED, "the folder does not exist"),
    405: (FAILED, "the server does not offer this kind of delivery"),
    409: (REFUSED, "the folder above does not exist"),
    413: (FAILED, "the file is too large for the server"),
    423: (FAILED, "somebody has locked the file"),
    507: (FULL, "the target has no space left"),
}
_NUMBERS = {
    errno.ENOSPC: (FULL, "the target has no space left"),
    errno.EDQUOT: (FULL, "the quota of the target is used up"),
    errno.EROFS: (REFUSED, "the target is read-only"),
    errno.EACCES: (REFUSED, "the target does not let this login write here"),
    errno.EPERM: (REFUSED, "the target does not let this login write here"),
    errno.ENOENT: (REFUSED, "the folder does not exist"),
    errno.ENOTDIR: (REFUSED, "a file is where a folder should be"),
    errno.EISDIR: (REFUSED, "a folder is where a file should be"),
    errno.ENAMETOOLONG: (REFUSED, "the name is too long for the target"),
}


class Failure(Exception):
    """A step that failed; `transient` if the same step may succeed in a moment."""

    def __init__(
        self, code: str, message: str, *, hint: str | None = None, transient: bool = False
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint or _HINTS.get(code)
        self.transient = transient

    def diagnostic(self, place: str) -> Diagnostic:
        """The failure as it is reported, with the address or file that it concerns."""
        return Diagnostic(self.code, self.message, Location(place), hint=self.hint)


def causes(error: BaseException) -> Iterator[BaseException]:
    """An error and those that it was raised from, the innermost last."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


def of_status(status: int) -> Failure:
    """The failure behind the status of an HTTP answer (RFC 9110, RFC 4918)."""
    if 300 <= status < 400:
        return Failure(REDIRECT, "the server sends us to another address")
    if status in _BUSY:
        return Failure(FAILED, f"the server is not able to answer ({status})", transient=True)
    code, message = _STATUS.get(status, (FAILED, "the server refuses the request"))
    return Failure(code, f"{message} ({status})")


def of_system(error: BaseException) -> Failure:
    """The failure behind an error of the system or of the network, or of no known kind."""
    chain = list(causes(error))
    if any(isinstance(each, ssl.SSLCertVerificationError) for each in chain):
        return untrusted_certificate(chain)
    for each in chain:
        if isinstance(each, OSError) and each.errno in _NUMBERS:
            return Failure(*_NUMBERS[each.errno])
    for each in chain:
        if isinstance(each, ConnectionError | TimeoutError | socket.gaierror):
            return unreached(each)
    return Failure(FAILED, f"the delivery failed ({type(error).__name__})")


def unreached(error: BaseException) -> Failure:
    """The failure of a connection that is not made, or breaks off."""
    reasons = [
        os.strerror(each.errno)
        for each in causes(error)
        if isinstance(each, OSError) and each.errno is not None and each.errno > 0
    ]
    unknown = any(isinstance(each, socket.gaierror) for each in causes(error))
    reason = "its name is not known" if unknown else "".join(reasons[-1:]) or "no answer"
    return Failure(UNREACHED, f"the target is not reached: {reason}", transient=True)


def untrusted_certificate(chain: Iterable[BaseException]) -> Failure:
    """The failure of a server that does not prove that it is the one of its name."""
    # Libraries have errors of this class without the reason.
    reasons = [each.verify_message for each in chain if hasattr(each, "verify_message")]
    hint = (
        "check the address and the clock; the authority of an institution is trusted by"
        " SSL_CERT_FILE=authority.pem (for S3, AWS_CA_BUNDLE)"
    )
    message = f"the certificate is not trusted: {''.join(reasons[-1:]) or 'it cannot be checked'}"
    return Failure(UNTRUSTED, message, hint=hint)
