"""The operations of a line, read as tokens and written again."""

from __future__ import annotations

import pytest

from publish.outputs.pdf.layout.tagging.line_tokens import line_tokens, operations_of


@pytest.mark.parametrize(
    ("operation", "written"),
    [
        (b"[<0001>12<0002>] TJ", b"[<0001>12<0002>] TJ"),
        (b"[<0001><0002>] TJ", b"[<00010002>] TJ"),
        (b"[<0001>-125<>89.05<0002>] TJ", b"[<0001>-125 89.05<0002>] TJ"),
        (b"[<0001>0<>-33.7<>4<0002>] TJ", b"[<0001>0 -33.7 4<0002>] TJ"),
    ],
)
def test_two_shifts_stay_two_numbers(operation: bytes, written: bytes) -> None:
    assert list(operations_of(line_tokens([operation], "F"))) == [written]
