"""`publish new`: creates a small book that builds."""

from __future__ import annotations

from pathlib import Path

import click

from publish.cli.console import print_status
from publish.errors import CannotWrite, UsageError
from publish.files import new_folder, write_atomic
from publish.files.shipped import shipped


@click.command("new")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
def new_command(target: Path) -> None:
    """Create a small book in DIR, to start from."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"{target} already exists", hint="name a new or empty folder")
    if not target.parent.is_dir():
        raise CannotWrite(f"{target.parent} is not a folder")
    skeleton = shipped("templates") / "new"
    with new_folder(target) as folder:
        for source in sorted(skeleton.rglob("*")):
            if source.is_file():
                write_atomic(folder / source.relative_to(skeleton), source.read_bytes())
    print_status(f"created the book {target}; next: publish build {target}")
