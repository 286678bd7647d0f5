"""The sending: each file is written beside its place, read back, and renamed to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from publish.delivery.connection import Connection
from publish.delivery.failures import DIFFERENT, Failure
from publish.delivery.own_files import journal_file
from publish.delivery.parcel import LocalFile
from publish.delivery.plan import Plan
from publish.delivery.state import JOURNAL, part_name
from publish.delivery.stores import Store


def carry_out(
    plan: Plan, connection: Connection, scratch: Path, progress: Callable[[str], None]
) -> None:
    """Send and remove what a plan says; with nothing to do, nothing is written."""
    if not plan.sends and not plan.removals:
        return
    send(journal_file(plan.changes, scratch), connection)
    for number, file in enumerate(plan.sends, 1):
        progress(f"{number}/{len(plan.sends)} {file.name}")
        send(file, connection)
    for name in plan.removals:
        if name != JOURNAL:
            _remove(name, connection)
    _check_places(plan, connection)
    _remove(JOURNAL, connection)


def _check_places(plan: Plan, connection: Connection) -> None:
    """Raise `Failure` if the target does not list a file under the name that it was sent to."""
    sizes = connection.call(lambda store: store.sizes(plan.folders))
    for file in plan.sends:
        if sizes.get(file.name) != file.digest.size:
            hint = "give the file a name of letters, digits and hyphens, and deliver again"
            raise Failure(DIFFERENT, f"`{file.name}` is not where it was put", hint=hint)


def send(file: LocalFile, connection: Connection) -> None:
    """Put a file in its place, so that readers see the one before or this one, whole."""
    connection.call(lambda store: _send(file, store))


def _remove(name: str, connection: Connection) -> None:
    connection.call(lambda store: store.remove(name))


def _send(file: LocalFile, store: Store) -> None:
    """All steps in one, so that a line that breaks in the middle has them done again."""
    name = part_name(file.name) if store.renames else file.name
    store.put(file.path, name, file.headers)
    if store.digest(name) != file.digest:
        hint = "deliver again; if it happens again, the storage or a cache before it is broken"
        message = f"`{file.name}` comes back with other bytes than were sent"
        raise Failure(DIFFERENT, message, hint=hint, transient=True)
    if store.renames:
        store.move(name, file.name)
