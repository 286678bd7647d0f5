"""Where the addresses of the old text lead in the new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from publish.releases.changes.result import Redirect
from publish.releases.text import TextSection


def find_redirects(
    olds: Sequence[TextSection], news: Sequence[TextSection], became: Mapping[str, str]
) -> Iterator[Redirect]:
    """A row for each old id that no longer leads to its text; `became` has the new ids of all that
    is still there."""
    present = set(_owners(news))
    parents = {section.id: section.parent for section in olds}
    for name, section in _owners(olds).items():
        target = became.get(name)
        if target == name:
            continue
        gone = target is None
        above = parents.get(name, section)
        new = _surviving(above, parents, became) if target is None else target
        yield Redirect(name, new, gone=gone, reused=name in present)


def _owners(sections: Sequence[TextSection]) -> dict[str, str]:
    """The section of each id: of a section itself, of a caption or of a note."""
    owners = {}
    for section in sections:
        owners[section.id] = section.id
        owners |= {item.id: section.id for item in section.items if item.has_address}
    return owners


def _surviving(name: str, parents: Mapping[str, str], became: Mapping[str, str]) -> str:
    """The new id of the nearest section above that is still there; "" without one."""
    while name and name not in became:
        name = parents[name]
    return became.get(name, "")
