"""A book as it is cited."""

from __future__ import annotations

from publish.releases.catalogue.record import Record

_LEADS = ("aut", "edt", "com")


def citation(record: Record) -> str:
    """The citation in one line: names, year, title, version, place, publisher and address."""
    role = next((role for role in _LEADS if any(p.role == role for p in record.contributors)), "")
    names = [person.name for person in record.contributors if person.role == role or not role]
    year = f" ({record.date[:4]})" if record.date else ""
    title = ": ".join(filter(None, (record.title, record.subtitle)))
    publisher = ": ".join(filter(None, (record.place, record.publisher)))
    parts = (
        f"{', '.join(names)}{year}",
        f"{title} ({record.version})",
        publisher,
        _address(record),
    )
    return ". ".join(filter(None, parts))


def _address(record: Record) -> str:
    if record.doi:
        return f"https://doi.org/{record.doi}"
    isbn = record.isbn or next((each.isbn for each in record.editions if each.isbn), "")
    return f"ISBN {isbn}" if isbn else record.url
