"""`publish cache`: shows or clears the build cache."""

from __future__ import annotations

import json

import click
import msgspec

from publish.cache import Cache, CacheStats, cache_stats, clear
from publish.cache.kinds import KINDS
from publish.cache.why import EntryExplanation, explain_entries
from publish.cli.console import print_status
from publish.errors import CannotWrite, UsageError

JSON = click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")


@click.group("cache", invoke_without_command=True)
@JSON
@click.option(
    "--why",
    metavar="PART",
    help="Show the inputs of a part of a book (a file, an edition, a page), and which changed.",
)
@click.pass_context
def cache_command(context: click.Context, as_json: bool, why: str | None) -> None:
    """Show the build cache: folder, size, limit, and entries by kind."""
    if context.invoked_subcommand is not None:
        return
    cache = Cache.default()
    if why is not None:
        _explain(cache, why, as_json=as_json)
        return
    stats = cache_stats(cache)
    if as_json:
        _print_json(cache, limit=cache.limit, refused=cache.unsafe_reason, **_as_json(stats))
        return
    click.echo(f"folder: {_folder(cache) or 'none, the cache is off'}")
    if cache.unsafe_reason:
        click.echo(f"not used: {cache.unsafe_reason}")
    click.echo(f"size: {stats.size:,} bytes of at most {cache.limit:,}")
    for kind, entries in stats.entries.items():
        click.echo(f"  {kind}: {_count(entries)}, {stats.sizes[kind]:,} bytes")


@cache_command.command("clear")
@JSON
def clear_command(as_json: bool) -> None:
    """Remove all entries of the build cache; products are not touched."""
    cache = Cache.default()
    if cache.unsafe_reason:
        hint = "set PUBLISH_CACHE to a folder that is yours alone"
        raise CannotWrite(f"{_folder(cache)} is not used: {cache.unsafe_reason}", hint=hint)
    removed = clear(cache)
    if as_json:
        _print_json(cache, removed=_as_json(removed))
    else:
        print_status(f"{_count(sum(removed.entries.values()))} removed, {removed.size:,} bytes")


def _explain(cache: Cache, part: str, *, as_json: bool) -> None:
    explanations = explain_entries(cache, part)
    if not explanations:
        hint = "name a file of the book, an edition, or a page of an EPUB"
        raise UsageError(f"the cache has no entry for `{part}`", hint=hint)
    if as_json:
        _print_json(cache, entries=[_explanation_as_json(each) for each in explanations])
        return
    for each in explanations:
        click.echo(f"{each.kind}: {KINDS[each.kind].holds}")
        for name, value in each.inputs.items():
            before = each.before or {}
            note = f"  (changed, it was {before.get(name, 'not an input')})"
            click.echo(f"  {name} = {value}{note if name in each.changed else ''}")


def _explanation_as_json(each: EntryExplanation) -> dict[str, object]:
    return {**msgspec.to_builtins(each), "changed": each.changed}


def _folder(cache: Cache) -> str | None:
    return None if cache.folder is None else str(cache.folder)


def _count(entries: int) -> str:
    return f"{entries:,} {'entry' if entries == 1 else 'entries'}"


def _as_json(stats: CacheStats) -> dict[str, object]:
    kinds = {kind: {"entries": n, "size": stats.sizes[kind]} for kind, n in stats.entries.items()}
    return {"size": stats.size, "kinds": kinds}


def _print_json(cache: Cache, **values: object) -> None:
    click.echo(json.dumps({"folder": _folder(cache), **values}, ensure_ascii=False, indent=2))
