"""How shelves sort a title and names where the manifest does not say: "Sea, The", "Doe, Jane".

A name is turned only if it can be no other than a person's: a wrong turn is worse than none.
"""

from __future__ import annotations

import unicodedata

from publish.model.typographic_conventions import typographic_conventions

_ALPHABETS = ("LATIN", "GREEK", "CYRILLIC")
# Languages in which the family name comes first, and those where it may be two words.
_FAMILY_FIRST, _TWO_FAMILIES = frozenset({"hu", "vi"}), frozenset({"es"})
_GENERATIONS = frozenset("Jr. Jr Sr. Sr II III IV".split())
_PARTICLES = frozenset(
    "af av bin da dal de degli del della den der di do dos du e el i ibn la le ten ter van von y "
    "zu zum zur".split()
)
# How words begin that no person is called, in several languages.
_BODIES = tuple(
    "academ agenc agent akadem amt archiv associa authorit board bureau büro centr chamber church "
    "club collect college commis commit compan conseil consort council department edition editor "
    "federa fondation fondazione foundation fundaci gesellschaft govern group grupp house inc. "
    "institut librar llc ltd minist musée museo museum office organis organiz party partei press "
    "project projekt redaktion room rédaction school service societ société society staff stiftung "
    "studio syndicat team trust union universi verein verlag workshop zentr".split()
)
_BODY_ENDS = ("amt", "gesellschaft", "institut", "stiftung", "verein", "verlag", "werk")


def sorted_title(title: str, language: str) -> str:
    """A title with its article at the end; "" without one."""
    turned = _article_last(title, language)
    return f"{turned[:1].upper()}{turned[1:]}"


def sorted_name(name: str, language: str) -> str:
    """A name with what it is sorted by first: the family, or what follows an article; or ""."""
    if by_article := _article_last(name, language):
        return by_article
    words = name.split()
    generation = words.pop() if len(words) > 2 and words[-1] in _GENERATIONS else ""
    if not _are_of_person(words, language.partition("-")[0]):
        return ""
    start = len(words) - 1
    while start > 1 and words[start - 1].istitle() and words[start - 1].lower() in _PARTICLES:
        start -= 1
    before = sorted(words[:start], key=_PARTICLES.__contains__)
    return ", ".join(filter(None, (" ".join(words[start:]), " ".join(before), generation)))


def person_name(name: str, sort: str, language: str) -> tuple[str, str] | None:
    """The family name and the rest of a person's name; None of a body, or if it is not known.

    `sort` is the name as the author sorts it, "" if it is not given.
    """
    turned = sort or sorted_name(name, language)
    family, comma, given = turned.partition(", ")
    is_body = turned == _article_last(name, language)
    return (family, given) if comma and not is_body else None


def _article_last(text: str, language: str) -> str:
    for article in typographic_conventions(language).articles:
        head = article if article.endswith(("'", "’")) else f"{article} "
        if text.casefold().startswith(head.casefold()) and len(text) > len(head):
            return f"{text[len(head) :]}, {text[: len(article)]}"
    return ""


def _are_of_person(words: list[str], language: str) -> bool:
    """Whether words are two or three names, or two where three might have two families."""
    names = [word for word in words if word not in _PARTICLES]
    whole = [word for word in names if not word.endswith(".") and word.lower() not in _PARTICLES]
    return (
        len(names) > 1
        and len(whole) in range(1, 3 if language in _TWO_FAMILIES else 4)
        and language not in _FAMILY_FIRST
        and words[0] is names[0]
        and words[-1] is whole[-1]
        and all(map(_is_name, names))
    )


def _is_name(word: str) -> bool:
    letters = "".join(character for character in word if character not in "-.'’")
    folded = word.casefold()
    return (
        letters.isalpha()
        and word[0].isupper()
        and (len(letters) < 3 or not letters.isupper())
        and not folded.startswith(_BODIES)
        and not folded.endswith(_BODY_ENDS)
        and all(unicodedata.name(letter, "").startswith(_ALPHABETS) for letter in letters)
    )
