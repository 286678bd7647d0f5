"""The flow of a delivery: releases are checked, compared with the target, sent and read back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from publish.context import Context
from publish.delivery.address import parse_address
from publish.delivery.connection import Connection
from publish.delivery.failures import Failure
from publish.delivery.parcel import Parcel, pack
from publish.delivery.plan import Plan, make_plan, replaced_releases
from publish.delivery.state import read_state
from publish.delivery.transfer import carry_out
from publish.diagnostics import ContentError, Report
from publish.errors import UsageError
from publish.files import temporary_folder
from publish.pipeline.selection import stop_on_errors
from publish.releases.check import check_files


class DeliveryRequest(msgspec.Struct, frozen=True):
    """How to deliver a folder of releases.

    `replace` overwrites releases that have changed, `delete` removes pages that are no longer
    there; with `dry_run`, nothing is written.
    """

    replace: bool = False
    delete: bool = False
    dry_run: bool = False


class Delivered(msgspec.Struct, frozen=True):
    """What was sent and removed, or with a dry run would be; `size` in bytes of what is sent."""

    target: str
    sent: list[str]
    removed: list[str]
    unchanged: int
    size: int


def deliver(dist: Path, target: str, request: DeliveryRequest, context: Context) -> Delivered:
    """Deliver a folder of releases; raises `ContentError`."""
    with _reported("TARGET"):
        address = parse_address(target)
    with _reported(str(dist)):
        parcel = _checked_parcel(dist, context)
    with _reported(address.shown), closing(Connection(address)) as connection:
        plan = _deliver(parcel, connection, request, context)
    size = sum(file.digest.size for file in plan.sends)
    names = [file.name for file in plan.sends]
    return Delivered(address.shown, names, plan.removals, plan.unchanged, size)


@contextmanager
def _reported(place: str) -> Iterator[None]:
    """Report a failure in the block with the place that it concerns."""
    try:
        yield
    except Failure as failure:
        raise ContentError(Report([failure.diagnostic(place)])) from None


def _checked_parcel(dist: Path, context: Context) -> Parcel:
    """The files to deliver, of releases in which no byte has changed."""
    if not dist.is_dir():
        hint = "name the folder that `publish release BOOK DIST` has written into"
        raise UsageError(f"{dist} is not a folder", hint=hint)
    parcel = pack(dist)
    for release in sorted(parcel.releases):
        context.report.extend(check_files(dist / release))
    stop_on_errors(context.report)
    return parcel


def _deliver(
    parcel: Parcel, connection: Connection, request: DeliveryRequest, context: Context
) -> Plan:
    context.progress("comparing with the target")
    state = read_state(connection, parcel, whole=request.delete)
    if not request.replace:
        refused = [each.diagnostic(connection.shown) for each in replaced_releases(parcel, state)]
        context.report.extend(refused)
        stop_on_errors(context.report)
    with temporary_folder() as scratch:
        plan = make_plan(parcel, state, connection, scratch, delete=request.delete)
        if not request.dry_run:
            carry_out(plan, connection, scratch, context.progress)
    return plan
