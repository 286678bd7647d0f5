"""Where a contents list ends that goes on into the body without a blank line."""

from __future__ import annotations

import pytest

from publish.importers.plaintext.passages import find_passages
from publish.importers.plaintext.questions import hierarchy_questions
from publish.importers.plaintext.recovery import recover

_TEXT = "The keeper wrote down the hour of the tide in a blue book every night of the year. " * 2
_PARTS = "Part 1|Notes|T|Mud|T|Part 2|Notes|T|Sand|T"
_BODY = "1 Mud|T|2 Sand|T|3 Silt|T|4 Clay|T"


def _source(rows: str) -> str:
    return "".join(f"{_TEXT if row == 'T' else row}\n" for row in rows.split("|"))


@pytest.mark.parametrize(
    ("rows", "last", "others"),
    [
        (f"Contents|1 Mud|2 Sand|3 Silt|4 Clay|{_BODY}", 5, []),
        # Titles that occur again below, as in an index or a running head.
        (f"Contents|1 Mud|2 Sand|3 Silt|4 Clay|{_BODY}|Mud|Sand", 5, []),
        (f"Contents|Part 1|Notes|Mud|Part 2|Notes|Sand|{_PARTS}", 7, []),
        ("Contents|1 Mud|1.1 Wet|2 Sand|2.1 Wet|3 Silt|1 Mud|1.1 Wet|T", 6, []),
        # Lines of the body that the list has not, in it or before it.
        (f"Contents|1 Mud|2 Sand|3 Silt|4 Clay|Prologue|T|{_BODY}", 5, [6]),
        (f"1 Mud|2 Sand|3 Silt|4 Clay|Of the shore|T|{_BODY}", 4, [5]),
        (f"Contents|1 Mud|2 Sand|3 Silt|4 Clay|To my father|{_BODY}", 6, [5]),
        (f"Contents|1 Mire|2 Sand|3 Silt|4 Clay|1 Reed{_BODY[5:]}", 6, [5]),
        # An entry that the body has not: its number goes on, or it has a page.
        (f"Contents|1 Mud|2 Sand|3 Silt|4 Clay|5 Loam|{_BODY}", 6, []),
        (f"Contents|1 Mud 3|2 Sand 5|3 Silt 9|4 Clay 11|Index 13|{_BODY}", 6, []),
    ],
)  # fmt: skip
def test_the_end_is_found_or_asked(rows: str, last: int, others: list[int]) -> None:
    passages = find_passages(_source(rows))
    assert passages.contents.last == last
    assert [each.last for each in passages.other_contents] == others


def test_the_question_has_a_reading_for_each_end() -> None:
    rows = f"Contents|1 Mud|2 Sand|3 Silt|4 Clay|To my father|{_BODY}"
    question = hierarchy_questions(recover(_source(rows)))[0]
    assert (
        "lines 1 to 6 were read as a contents list; the list could end at line 5" in question.reason
    )
    assert [each.contents and each.contents.last for each in question.readings] == [6, 5]


@pytest.mark.parametrize("name", ["Prologue", "PREFACE", "Vorwort", "序言"])
def test_a_name_that_the_list_has_not_is_a_heading_after_it(name: str) -> None:
    rows = f"Contents|1 Mud|2 Sand|3 Silt|4 Clay|{name}|T|{_BODY}"
    assert [h.title for h in recover(_source(rows)).headings][:2] == [name, "Mud"]
