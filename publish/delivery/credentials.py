"""Passwords, from the usual places: `.netrc`, or a variable of the environment."""

from __future__ import annotations

import netrc
import os
from pathlib import Path

from publish.delivery.failures import LOGIN, Failure

PASSWORD = "PUBLISH_DELIVER_PASSWORD"  # noqa: S105 - the name of a variable
LOGIN_HINT = f"put user and password into ~/.netrc, or the password into {PASSWORD}"


def find_login(host: str, user: str) -> tuple[str, str]:
    """The user and password for a host; "" where there is none. Raises `Failure`."""
    name, password = _from_netrc(host, user)
    return user or name, os.environ.get(PASSWORD, "") or password


def _from_netrc(host: str, user: str) -> tuple[str, str]:
    """What `.netrc` (or the file named by NETRC) has for a host and, if one is given, a user."""
    path = Path(os.environ.get("NETRC", "") or Path("~/.netrc").expanduser())
    try:
        found = netrc.netrc(str(path)).authenticators(host) if path.is_file() else None
    except (netrc.NetrcParseError, OSError, UnicodeDecodeError):
        found = None
        failure = Failure(LOGIN, f"{path} cannot be read", hint="`chmod 600` it, and check it")
    else:
        name, _, password = found or ("", "", "")
        return (name, password or "") if not user or name == user else ("", "")
    raise failure
