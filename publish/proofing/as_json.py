"""A proof sheet as `publish proof --json` prints it."""

from __future__ import annotations

from typing import Any

import msgspec

from publish.proofing.facts import Finding, OutlineRow, PictureRow, ProofSheet


def as_json(sheet: ProofSheet) -> dict[str, Any]:
    """The facts of a sheet as plain values, without its pictures; pages count from 1."""
    values: dict[str, Any] = msgspec.to_builtins(sheet)
    values["counts"]["minutes"] = round(sheet.counts.minutes, 1)
    values["outline"] = [_row(row, sheet) for row in sheet.outline]
    values["pages"] = [
        {"page": number, "folio": page.folio, "width": page.width, "height": page.height}
        for number, page in enumerate(sheet.pages, 1)
    ]
    values["pictures"] = [_placed(picture, sheet) for picture in sheet.pictures]
    values["findings"] = [_finding(finding, sheet) for finding in sheet.findings]
    return values


def _row(row: OutlineRow, sheet: ProofSheet) -> dict[str, Any]:
    values: dict[str, Any] = msgspec.to_builtins(row)
    counts = values.pop("counts") | {"minutes": round(row.counts.minutes, 1)}
    return {**values, **counts, **_page(row.page, sheet)}


def _finding(finding: Finding, sheet: ProofSheet) -> dict[str, Any]:
    values = _placed(finding, sheet)
    return values | {"weight": finding.weight.name.lower(), "amount": round(finding.amount, 3)}


def _placed(item: Finding | PictureRow, sheet: ProofSheet) -> dict[str, Any]:
    values: dict[str, Any] = msgspec.to_builtins(item)
    area = [round(edge, 1) for edge in item.area] if item.area else None
    return values | {"area": area} | _page(item.page, sheet)


def _page(page: int | None, sheet: ProofSheet) -> dict[str, Any]:
    if page is None:
        return {"page": None, "folio": None}
    return {"page": page + 1, "folio": sheet.pages[page].folio}
