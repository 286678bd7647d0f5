"""`publish cache`: what was kept from earlier builds, and clearing it."""

from __future__ import annotations

import json

import click

from publish.cache import Cache, CacheStats, cache_stats, clear
from publish.cli.console import say
from publish.errors import CannotWrite

JSON = click.option("--json", "as_json", is_flag=True, help="Print it as one JSON object.")


@click.group("cache", invoke_without_command=True)
@JSON
@click.pass_context
def cache_command(context: click.Context, as_json: bool) -> None:
    """Show what is kept from earlier builds: folder, size, limit, and entries by kind."""
    if context.invoked_subcommand is not None:
        return
    cache = Cache.default()
    held = cache_stats(cache)
    if as_json:
        _print_json(cache, limit=cache.limit, refused=cache.unsafe_reason, **_counted(held))
        return
    click.echo(f"folder: {_folder(cache) or 'none, the cache is off'}")
    if cache.unsafe_reason:
        click.echo(f"not used: {cache.unsafe_reason}")
    click.echo(f"size: {held.size:,} bytes of at most {cache.limit:,}")
    for kind, entries in held.entries.items():
        click.echo(f"  {kind}: {_number(entries)}, {held.sizes[kind]:,} bytes")


@cache_command.command("clear")
@JSON
def clear_command(as_json: bool) -> None:
    """Remove all that is kept; what a build made stays where it is."""
    cache = Cache.default()
    if cache.unsafe_reason:
        hint = "set PUBLISH_CACHE to a folder that is yours alone"
        raise CannotWrite(f"{_folder(cache)} is not used: {cache.unsafe_reason}", hint=hint)
    held = clear(cache)
    if as_json:
        _print_json(cache, removed=_counted(held))
    else:
        say(f"{_number(sum(held.entries.values()))} removed, {held.size:,} bytes")


def _folder(cache: Cache) -> str | None:
    return None if cache.folder is None else str(cache.folder)


def _number(entries: int) -> str:
    return f"{entries:,} {'entry' if entries == 1 else 'entries'}"


def _counted(held: CacheStats) -> dict[str, object]:
    kinds = {kind: {"entries": n, "size": held.sizes[kind]} for kind, n in held.entries.items()}
    return {"size": held.size, "kinds": kinds}


def _print_json(cache: Cache, **found: object) -> None:
    click.echo(json.dumps({"folder": _folder(cache), **found}, ensure_ascii=False, indent=2))
