"""`publish new`: creates a small book that builds."""

from __future__ import annotations

from pathlib import Path

import click

from publish.cli.console import print_status
from publish.errors import CannotWrite, UsageError
from publish.files import new_folder, write_atomic
from publish.files.shipped import shipped
from publish.render.theme import load_theme
from publish.render.theme_folders import known_theme


@click.command("new")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--theme", default="", help="The theme of its editions; see publish themes.")
def new_command(target: Path, theme: str) -> None:
    """Create a small book in DIR, to start from."""
    editions = _editions(theme) if theme else b""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"{target} already exists", hint="name a new or empty folder")
    if not target.parent.is_dir():
        raise CannotWrite(f"{target.parent} is not a folder")
    skeleton = shipped("templates") / "new"
    with new_folder(target) as folder:
        for source in sorted(skeleton.rglob("*")):
            if source.is_file():
                more = editions if source.name == "book.toml" else b""
                write_atomic(folder / source.relative_to(skeleton), source.read_bytes() + more)
    print_status(f"created the book {target}; next: publish build {target}")


def _editions(name: str) -> bytes:
    """Tables of editions in a theme, after what it has for the manifest of a new book."""
    own = [folder / "new-book.toml" for folder in load_theme(known_theme(name)).folders]
    parts = [path.read_text(encoding="utf-8") for path in own if path.is_file()]
    for each in ("epub", "pdf"):
        parts.append(f'[editions.{each}]\nformat = "{each}"\ntheme = "{name}"\n')
    return "".join(f"\n{part}" for part in parts).encode()
