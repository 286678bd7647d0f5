"""Program text: its highlighting, and the parts of files that a listing shows."""

from __future__ import annotations

CodeToken = tuple[str, str]  # of a line: its kind ("" for none), and its text
