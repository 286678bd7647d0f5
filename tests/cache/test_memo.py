"""A memo finds a result by its inputs, and can say which of them changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

import msgspec
import pytest

from publish.cache import NO_CACHE, Cache, InputGroup, Memo
from publish.cache.memo import readable
from publish.cache.why import explain_entries


class Inner(InputGroup, frozen=True):
    theme: str


class Inputs(msgspec.Struct, frozen=True):
    file: str
    text: str
    inner: Inner = Inner("classic")
    variables: dict[str, int] = {}


class Result(msgspec.Struct, frozen=True):
    words: list[str]


RESULTS = Memo("text", Inputs, Result)
TIDES = Inputs("tides.md", "The tide turns. " * 20)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def counting(results: list[Result]) -> Callable[[], Result]:
    def compute() -> Result:
        results.append(Result(["tide"]))
        return results[-1]

    return compute


def test_a_result_is_computed_once(cache: Cache) -> None:
    computed: list[Result] = []
    first, again = (RESULTS.get(cache, TIDES, counting(computed)) for _ in range(2))
    assert first == again == Result(["tide"])
    assert len(computed) == 1


def test_without_a_cache_it_is_computed_each_time() -> None:
    computed: list[Result] = []
    for _ in range(2):
        RESULTS.get(NO_CACHE, TIDES, counting(computed))
    assert len(computed) == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"file": "ebb.md"},
        {"text": TIDES.text + "."},
        {"inner": Inner("modern")},
        {"variables": {"edition": 2}},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_each_input_counts(cache: Cache, changed: dict[str, object]) -> None:
    RESULTS.at(cache, TIDES).store(Result(["tide"]))
    assert RESULTS.at(cache, msgspec.structs.replace(TIDES, **changed)).load() is None
    assert RESULTS.at(cache, TIDES).load() == Result(["tide"])


def test_recorded_inputs_count(cache: Cache) -> None:
    slot = RESULTS.at(cache, TIDES)
    slot.store(Result(["tide"]), recorded={"table.csv": "1"})
    assert slot.load(lambda _: "1") == Result(["tide"])
    assert slot.load(lambda _: "2") is None


def test_an_entry_of_another_type_is_none(cache: Cache) -> None:
    slot = RESULTS.at(cache, TIDES)
    Memo("text", Inputs, list[int]).at(cache, TIDES).store([1])
    assert slot.load() is None
    cache.store("text", slot.key, b"rubbish")
    assert slot.load() is None


def test_a_result_that_cannot_be_encoded_is_not_stored(cache: Cache) -> None:
    slot = RESULTS.at(cache, TIDES)
    slot.store(Result(["\ud800"]))
    assert slot.load() is None


def test_a_kind_must_be_in_the_table() -> None:
    with pytest.raises(KeyError):
        Memo("rumour", Inputs, Result)


def test_inputs_are_readable_and_the_same_in_every_process() -> None:
    assert readable("tides.md") == "tides.md"
    assert readable({"b": 1, "a": PurePosixPath("x")}) == '{"a":"x","b":1}'
    assert readable({1, 3, 2}) == "[1,2,3]"
    assert readable("x" * 500).startswith("sha256:")
    assert readable("two\nlines").startswith("sha256:")
    with pytest.raises(TypeError):
        readable(object())


def test_why_names_the_inputs_that_changed(cache: Cache) -> None:
    slot = RESULTS.at(cache, TIDES)
    slot.store(Result(["tide"]), recorded={"table.csv": "1"})
    RESULTS.at(cache, Inputs("ebb.md", "Low.")).store(Result(["ebb"]))
    (first,) = explain_entries(cache, "tides.md")
    assert (first.kind, first.before, first.changed) == ("text", None, [])
    assert first.inputs["file"] == "tides.md"
    assert first.inputs["theme"] == "classic"
    changed = msgspec.structs.replace(TIDES, text="The tide waits.")
    RESULTS.at(cache, changed).store(Result(["tide"]), recorded={"table.csv": "2"})
    (second,) = explain_entries(cache, "tides.md")
    assert second.inputs["text"] == "The tide waits."
    assert second.changed == ["text", "file table.csv"]
    assert explain_entries(cache, "table.csv")
    assert explain_entries(cache, "sea.md") == []
