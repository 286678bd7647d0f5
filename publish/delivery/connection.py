"""Steps at a target that are tried again where the line is bad, with a new connection."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from publish.delivery.address import Address
from publish.delivery.failures import Failure
from publish.delivery.stores import Digest, Store, store_module

_T = TypeVar("_T")
PAUSES: tuple[float, ...] = (0.5, 2.0, 5.0)  # seconds before each further attempt


class Connection:
    """The store at an address. Every error leaves it as a `Failure`, without those behind it."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self.shown = address.shown
        self._module = store_module(address)
        self._store: Store | None = None

    def call(self, step: Callable[[Store], _T]) -> _T:
        """Do a step that may be done twice, and do it again as long as that may help."""
        for pause in (*PAUSES, None):
            try:
                return step(self._opened())
            except Failure as error:
                failure = error
            except Exception as error:
                failure = self._module.explain(error)
            if pause is None or not failure.transient:
                break
            self.close()
            time.sleep(pause)
        # Here, and without what it was raised from: no error of a library hangs on to it.
        failure.__cause__ = failure.__context__ = None
        raise failure.with_traceback(None)

    def digest(self, name: str) -> Digest:
        """Size and hash of a file at the target."""
        return self.call(lambda store: store.digest(name))

    def close(self) -> None:
        """End the connection; the next step makes a new one."""
        store, self._store = self._store, None
        if store is not None:
            with suppress(Exception):
                store.close()

    def _opened(self) -> Store:
        if self._store is None:
            self._store = self._module.open_store(self._address)
        return self._store
