"""`publish profiles`: what shops and devices ask of an EPUB, with the source of each rule."""

from __future__ import annotations

import json

import click

from publish.api.shops import shop_as_json, shop_profiles


@click.command("profiles")
@click.argument("names", metavar="[NAME|FILE]", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print the rules as one JSON object.")
def profiles_command(names: tuple[str, ...], as_json: bool) -> None:
    """List the profiles of shops and devices, or all rules of those that are named."""
    shops = shop_profiles(names)
    if as_json:
        rules = {name: shop_as_json(shop) for name, shop in shops.items()}
        click.echo(json.dumps(rules, ensure_ascii=False, indent=2))
        return
    for name, shop in shops.items():
        days = sorted(rule.read for rule in shop.rule)
        read = f", read on {days[0]} or later" if days else ""
        click.echo(f"{name}: {shop.name}, {shop.about}; {len(shop.rule)} rules{read}")
        for rule in shop.rule if names else ():
            limits = ", ".join(f"{key} {_written(value)}" for key, value in rule.limits())
            click.echo(f"  {rule.id}: {rule.of} {limits} ({rule.severity})")
            click.echo(f"    {rule.says}; {rule.source}, read on {rule.read}")


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return f"{value:,}" if isinstance(value, int | float) else str(value)
