"""Writes files and folders so that a reader sees the old one or the new one, never a part.

Whatever happens (a full disk, a signal, a kill), what stood in its place before stays, and what a
killed run left behind is cleared by the next one.

whole.py     one file, and a set of files
folders.py   a whole folder
locks.py     one run at a time in a folder
scratch.py   files in passing
refusal.py   the error for what the system refuses
"""

from __future__ import annotations

from publish.files.folders import new_folder, restore
from publish.files.locks import locked
from publish.files.refusal import writing
from publish.files.scratch import PASSING_HINT, in_passing, scratch
from publish.files.whole import move_all, staging, write_whole

__all__ = [
    "PASSING_HINT",
    "in_passing",
    "locked",
    "move_all",
    "new_folder",
    "restore",
    "scratch",
    "staging",
    "write_whole",
    "writing",
]
