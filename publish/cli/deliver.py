"""`publish deliver`: releases to where readers fetch them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import msgspec

from publish.api import releases
from publish.cli.build import JSON
from publish.cli.console import ProgressLine, print_json, run_context, show_and_exit
from publish.diagnostics import ContentError, Report


@click.command("deliver")
@click.argument("dist", type=click.Path(path_type=Path))
@click.argument("target")
@click.option("--dry-run", is_flag=True, help="Only say what would be sent.")
@click.option("--replace", is_flag=True, help="Overwrite releases that were delivered otherwise.")
@click.option("--delete", is_flag=True, help="Remove delivered pages that are no longer in DIST.")
@JSON
def deliver_command(
    dist: Path, target: str, dry_run: bool, replace: bool, delete: bool, as_json: bool
) -> None:
    """Send the releases and pages in DIST to TARGET: what changed, in an order in which readers
    never see a part of a release as the whole, and each file read back.

    TARGET is a folder, s3://BUCKET/FOLDER, sftp://HOST/FOLDER, or https://HOST/FOLDER for WebDAV.
    Passwords are never part of it: they are taken from ~/.aws, ~/.ssh, ~/.netrc or variables.
    """
    progress = ProgressLine()
    report = Report()
    done: dict[str, Any] = {}
    options = {"replace": replace, "delete": delete, "dry_run": dry_run}
    try:
        context = run_context(report, progress)
        done = msgspec.to_builtins(releases.deliver(dist, target, **options, context=context))
    except ContentError as error:
        report = error.report
    finally:
        progress.stop()
    if as_json:
        print_json(report, **done)
    else:
        _print(done, dry_run=dry_run)
    show_and_exit(report, strict=False)


def _print(done: Mapping[str, Any], *, dry_run: bool) -> None:
    if not done:
        return
    if dry_run:
        for name in done["sent"]:
            click.echo(f"would send {name}")
        for name in done["removed"]:
            click.echo(f"would remove {name}")
    counts = ", ".join(f"{len(done[what])} {what}" for what in ("sent", "removed"))
    prefix = "to do: " if dry_run else ""
    click.echo(f"{done['target']}: {prefix}{counts}, {done['unchanged']} unchanged")
