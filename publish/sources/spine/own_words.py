"""`[words]`: what the program adds to a book, in the words of its author."""

from __future__ import annotations

from collections.abc import Iterator

from publish.config.manifest import Manifest
from publish.diagnostics import Report, Severity
from publish.guesses import did_you_mean
from publish.model.language import OwnWords, has_localized_words, word_patterns

_SHOWN = 3  # names of words in a hint


def read_own_words(manifest: Manifest, report: Report) -> OwnWords:
    """The table, word by word; the same numbers must be in a pattern as in the English one."""
    words = []
    for path, word in _flat(manifest):
        place = manifest.location_of("words", *path.split("."))
        pattern = word_patterns().get(path)
        if pattern is None:
            hint = did_you_mean(path, word_patterns()) or "name a word that the handbook lists"
            report.add("MAN-005", f"`words.{path}` is not a word of the program", place, hint=hint)
        elif word.count("{}") != pattern.count("{}"):
            need = "needs one {}" if "{}" in pattern else "has no {}"
            hint = f'the English one is "{pattern}"'
            report.add("MAN-015", f"the word `{path}` {need} for a number", place, hint=hint)
        else:
            words.append((path, word))
    return tuple(words)


def check_words(manifest: Manifest, own: OwnWords, report: Report) -> None:
    """MAN-014 for a language without words, unless the book gives them."""
    tag = manifest.tables.book.language
    given = dict(own)
    lacking = [path for path in word_patterns() if path not in given]
    if has_localized_words(tag) or not lacking:
        return
    message = f"there are no words for `{tag}`: labels such as “Chapter” will be in English"
    if own:
        message = f"{len(lacking)} of the words for `{tag}` are lacking and will be in English"
    shown = ", ".join(f'{path} = "{_outline(path)}"' for path in lacking[:_SHOWN])
    more = " …" if len(lacking) > _SHOWN else ""
    hint = f"give the words under [words]: {shown}{more}"
    place = manifest.location_of("words" if own else "book", *(() if own else ("language",)))
    report.add("MAN-014", message, place, hint=hint, severity=Severity.WARNING)


def _outline(path: str) -> str:
    return "… {}" if "{}" in word_patterns()[path] else "…"


def _flat(manifest: Manifest) -> Iterator[tuple[str, str]]:
    for name, value in manifest.tables.words.items():
        if isinstance(value, str):
            yield name, value
        else:
            yield from ((f"{name}.{key}", word) for key, word in value.items())
