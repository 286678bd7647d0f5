"""Program text: its colours, and the parts of files that a listing shows."""

from __future__ import annotations

Piece = tuple[str, str]  # of a line: what it is ("" for nothing special), and its text
