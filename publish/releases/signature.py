"""Signatures of minisign (https://jedisct1.github.io/minisign/) on the checksums of a release.

The comment that nothing protects is empty and the other one has no time, so that a signature is
the same each time, and each of its bytes counts.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from publish.errors import MissingTool, UsageError

SIGNATURE = "SHA256SUMS.minisig"
PUBLIC_KEY = "minisign.pub"


class InvalidSignature(Exception):
    """A signature that does not belong to the content and the key; the message says why."""


class Signer:
    """A secret key, open for signing."""

    def __init__(self, key: Any) -> None:
        self._key = key

    @classmethod
    def open(cls, path: Path, password: str = "") -> Signer:
        """Open a key file, with its password if it has one; raises `UsageError`."""
        minisign = _minisign()
        try:
            key = minisign.SecretKey.from_file(path)
            if key.is_encrypted():
                key.decrypt(password)
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}") from error
        except (minisign.Error, ValueError) as error:
            hint = "`minisign -G -s KEYFILE` makes one; PUBLISH_SIGN_PASSWORD has its password"
            message = f"{path} cannot be opened as a secret key: {error}"
            raise UsageError(message, hint=hint) from error
        return cls(key)

    @property
    def public_key(self) -> bytes:
        """The file with the public key."""
        return bytes(self._key.get_public_key()) + b"\n"

    def sign(self, content: bytes, comment: str) -> bytes:
        """The signature file for a content."""
        signature = self._key.sign(content, untrusted_comment="", trusted_comment=comment)
        return bytes(signature) + b"\n"


def read_public_key(text: str) -> bytes:
    """A public key file, from its path or from the key itself in base64; raises `UsageError`."""
    minisign = _minisign()
    try:
        if Path(text).is_file():
            key = minisign.PublicKey.from_file(text)
        else:
            key = minisign.PublicKey.from_base64(text)
    except (minisign.Error, ValueError, OSError) as error:
        hint = "name the file that `minisign -G` wrote, or give the key from its second line"
        raise UsageError(f"{text} is not a public key: {error}", hint=hint) from error
    return bytes(key) + b"\n"


def check_signature(content: bytes, signature: bytes, public_key: bytes) -> str:
    """The comment of a valid signature; raises `InvalidSignature`."""
    minisign = _minisign()
    try:
        parsed = minisign.Signature.from_bytes(signature)
        if bytes(parsed) + b"\n" != signature or parsed.untrusted_comment:
            raise InvalidSignature("its file has been changed")
        minisign.PublicKey.from_bytes(public_key).verify(content, parsed)
    except (minisign.Error, ValueError) as error:
        raise InvalidSignature(str(error)) from error
    return str(parsed.trusted_comment)


def _minisign() -> Any:
    """The library, which is an extra since it needs another large one."""
    try:
        return import_module("minisign")
    except ImportError as error:
        message = "the library for signatures is missing"
        raise MissingTool(message, hint='pip install "publish-book[sign]"') from error
