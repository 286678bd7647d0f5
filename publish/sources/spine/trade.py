"""Subjects by code, audience, related products and prices, from a manifest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from publish.config.code_values import BISAC, CURRENCIES, DECIMALS, TERRITORIES, THEMA
from publish.config.manifest import Manifest
from publish.config.tables.manifest import PriceTable, RelatedTable
from publish.diagnostics import Report
from publish.guesses import did_you_mean
from publish.model.trade import Price, Related, Trade
from publish.sources.spine.numbers import NumberChecks, report_incomplete

_AMOUNT = r"[0-9]+(?:\.([0-9]+))?"
_SCHEMES = ("isbn", "issn", "doi", "url")
_FORMS = {
    "thema": (THEMA, "Thema", "capitals as in JPVH, or for a qualifier a digit first, as in 1FPC"),
    "bisac": (BISAC, "BISAC", "three capitals and six digits, as in POL035010"),
}


def read_trade(manifest: Manifest, report: Report) -> Trade:
    """The facts for shops and libraries, checked value by value."""
    table, numbers = manifest.tables.book, NumberChecks(manifest, report)
    numbers.url(table.url, "book", "url")
    numbers.email(table.contact, "book", "contact")
    return Trade(
        url=table.url,
        contact=table.contact,
        keywords=tuple(table.keywords),
        thema=_codes("thema", table.thema, manifest, report),
        bisac=_codes("bisac", table.bisac, manifest, report),
        audience=tuple(table.audience),
        related=tuple(_related(manifest, report)),
        prices={
            name: tuple(_prices(name, each.prices, manifest, report))
            for name, each in manifest.editions.items()
            if each.prices
        },
    )


def _codes(key: str, codes: Iterable[str], manifest: Manifest, report: Report) -> tuple[str, ...]:
    """Subject codes; MAN-037 for one without the shape of its scheme."""
    form, scheme, hint = _FORMS[key]
    for index, code in enumerate(codes):
        if not re.fullmatch(form, code):
            place = manifest.location_of("book", key, index)
            report.add("MAN-037", f"`{code[:80]}` is not a code of {scheme}", place, hint=hint)
    return tuple(codes)


def _related(manifest: Manifest, report: Report) -> Iterator[Related]:
    numbers = NumberChecks(manifest, report)
    for index, table in enumerate(manifest.tables.book.related):
        path = ("book", "related", index)
        numbers.isbn(table.isbn, *path, "isbn")
        numbers.other("ISSN", table.issn, *path, "issn")
        numbers.doi(table.doi, *path, "doi")
        numbers.url(table.url, *path, "url")
        named = _named(table)
        if table.relation is None:
            report_incomplete("a related product without a `relation`", manifest, path, report)
        if len(named) != 1:
            message = "a related product has one of `isbn`, `issn`, `doi` and `url`"
            report_incomplete(message, manifest, path, report)
        for scheme, value in named[:1]:
            yield Related(table.relation or "", scheme, value)


def _named(table: RelatedTable) -> list[tuple[str, str]]:
    return [(scheme, value) for scheme in _SCHEMES if (value := getattr(table, scheme))]


def _prices(
    edition: str, tables: Iterable[PriceTable], manifest: Manifest, report: Report
) -> Iterator[Price]:
    for index, table in enumerate(tables):
        path = ("editions", edition, "prices", index)
        problems = [*_amount_problems(table), *_code_problems(table)]
        for key, message, hint in problems:
            place = manifest.location_of(*path, *key)
            report.add("MAN-038", message, place, hint=hint)
        if not problems:
            yield _price(table)


def _price(table: PriceTable) -> Price:
    decimals = DECIMALS.get(table.currency, 2)
    amount = f"{float(table.amount):.{decimals}f}"
    return Price(amount, table.currency, tuple(table.territories), table.tax == "included")


_Problem = tuple[tuple[str | int, ...], str, str]  # the key, what is wrong, and the way out


def _amount_problems(table: PriceTable) -> Iterator[_Problem]:
    amount = str(table.amount)
    match = re.fullmatch(_AMOUNT, amount)
    if not match:
        yield ("amount",), f"`{amount[:80]}` is not an amount", 'write "12.50", or "0" for a gift'
    elif len(match[1] or "") > DECIMALS.get(table.currency, 2):
        hint = f"{table.currency} has {DECIMALS.get(table.currency, 2)}"
        yield ("amount",), f"`{amount[:80]}` has too many decimals", hint


def _code_problems(table: PriceTable) -> Iterator[_Problem]:
    kinds: list[tuple[tuple[str | int, ...], str, frozenset[str], str, str]]
    kinds = [(("currency",), table.currency, CURRENCIES, "currency", "ISO 4217: EUR, USD, CNY …")]
    kinds += [
        (("territories", index), code, TERRITORIES, "territory", "ISO 3166-1: DE, GB, US …")
        for index, code in enumerate(table.territories)
    ]
    for key, code, known, name, hint in kinds:
        if code not in known:
            near = f'write "{code.upper()}"' if code.upper() in known else did_you_mean(code, known)
            yield key, f"`{code[:80]}` is not a {name}", near or hint
