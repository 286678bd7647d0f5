"""The metadata that documents have themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from publish.importers.bookfolder.language import guess_language, may_be
from publish.importers.bookfolder.questions import Choice
from publish.importers.documents.program import Parsed
from publish.importers.documents.project import Project
from publish.importers.documents.tree import plain_text

_DEFAULT_LANGUAGE = "en"
_ENOUGH = 300  # paragraphs


def language_of(project: Project, parsed: Mapping[str, Parsed]) -> str:
    """The language of a book: that of the project or of its documents, otherwise a guess.

    A language of its proofing is taken where the text looks like it, or where no guess can tell. A
    guess of another language than English is asked about.
    """
    if stated := project.language or metadata(parsed, "lang"):
        return stated
    sample = _sample(parsed)
    guess = guess_language(sample)
    proofed = [each for each in project.proofed if _primary(each) == guess]
    proofed += [each for each in project.proofed[:1] if may_be(_primary(each), sample)]
    if proofed or guess == _DEFAULT_LANGUAGE:
        return next(iter(proofed), guess)
    reason = "The source does not name its language; it was guessed by its commonest words."
    choices = (Choice(guess, guess), Choice(_DEFAULT_LANGUAGE, _DEFAULT_LANGUAGE))
    return project.questions.ask("language", "the language", reason, choices, free=True)


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _sample(parsed: Mapping[str, Parsed]) -> str:
    """Enough of the text to tell its language."""
    parts: list[str] = []
    for tree in parsed.values():
        for block in tree.source:
            if block["t"] in ("Para", "Plain", "Header"):
                parts.append(plain_text(block))
            if len(parts) >= _ENOUGH:
                return " ".join(parts)
    return " ".join(parts)


def metadata(parsed: Mapping[str, Parsed], key: str) -> str | None:
    """The text of a key in the metadata of the first document that has it."""
    for tree in parsed.values():
        if key in tree.metadata and (text := plain_text(_content(tree.metadata[key]))):
            return text.removeprefix(": ")
    return None


def metadata_list(parsed: Mapping[str, Parsed], key: str) -> list[str]:
    """The texts of a list in the metadata of the first document that has it."""
    for tree in parsed.values():
        value = tree.metadata.get(key)
        if value and value["t"] == "MetaList":
            return [text for each in value["c"] for text in _texts(_content(each))]
        if value and (texts := _texts(_content(value))):
            return [part.strip() for text in texts for part in text.split(";")]
    return []


def _texts(content: Any) -> list[str]:
    """The texts in a value of the metadata: of a list each item, otherwise one."""
    if isinstance(content, list) and [n["t"] for n in content] == ["BulletList"]:
        return [plain_text(item) for item in content[0]["c"]]
    return list(filter(None, [plain_text(content)]))


def _content(value: dict[str, object]) -> object:
    """The nodes in a value of the metadata; a plain string as a word."""
    if value["t"] == "MetaString":
        return [{"t": "Str", "c": value["c"]}]
    return value["c"] if value["t"] in ("MetaInlines", "MetaBlocks") else []
