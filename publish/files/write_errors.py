"""Errors of the system while writing become `CannotWrite`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from publish.errors import CannotWrite

_HINT = "check space and permissions"


@contextmanager
def as_cannot_write(target: object, *, hint: str = _HINT) -> Iterator[None]:
    """Turn an `OSError` in the block into `CannotWrite` with the name of `target`.

    When nested, the outermost gives the name, since it knows what the user requested.
    """
    try:
        yield
    except OSError as error:
        raise CannotWrite(_message(target, error), hint=hint) from error
    except CannotWrite as error:
        if isinstance(error.__cause__, OSError):
            error.message = _message(target, error.__cause__)
        raise


def _message(target: object, error: OSError) -> str:
    return f"{target} cannot be written: {error.strerror or error}"
