"""The facts about a release: a cover of any type that a book may have."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from publish.model.book import Book, Resource
from publish.model.image_types import IMAGE_SUFFIXES
from publish.releases.gather import Evidence, gather
from publish.releases.reading import read_text


@pytest.mark.parametrize("media_type", IMAGE_SUFFIXES)
def test_a_cover_of_any_type_has_its_usual_suffix(
    media_type: str, read_files: Callable[[Mapping[str, str]], Book]
) -> None:
    book = read_files({"a.md": "# A\n\nText.\n"})
    cover = Resource("images/front", media_type, b"")
    release = gather(book, read_text(book, {}), (), Evidence(cover, {}, {}, {}))
    assert release.cover.href == f"cover{IMAGE_SUFFIXES[media_type][0]}"
    assert release.cover.media_type == media_type
