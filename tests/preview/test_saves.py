"""The garbage of builds is collected, also while somebody saves again and again."""

from __future__ import annotations

import ctypes
import gc
import subprocess
import sys
from typing import cast

import pytest

from publish.external import LineProcess
from publish.preview.saves import SOON, Saves


class _Told:
    """A process that tells of so many saves."""

    def __init__(self, lines: int) -> None:
        self.lines = lines

    def has_line(self, _: float = 0) -> bool:
        return self.lines > 0

    def receive(self, _: float) -> str:
        self.lines -= 1
        return ""


@pytest.mark.parametrize(("is_saved", "collections"), [(True, 2), (False, 16)])
def test_garbage_is_collected(
    monkeypatch: pytest.MonkeyPatch, is_saved: bool, collections: int
) -> None:
    found: list[None] = []
    monkeypatch.setattr(gc, "collect", lambda: found.append(None))
    told = _Told(0)
    saves = Saves(cast("LineProcess", told))
    for _ in range(16):
        told.lines = int(is_saved)
        saves.take(SOON)
    assert len(found) == collections


# Memory between two blocks that are in use goes back only when it is asked for.
SCATTERED = """
import ctypes, pathlib
from publish.external import return_free_memory

def resident():
    status = pathlib.Path("/proc/self/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])

library = ctypes.CDLL(None)
library.malloc.restype = ctypes.c_void_p
blocks = [library.malloc(100_000) for _ in range(800)]
for block in blocks:
    ctypes.memset(block, 1, 100_000)
for at, block in enumerate(blocks):
    if at % 20:
        library.free(ctypes.c_void_p(block))
before = resident()
return_free_memory()
print(before, resident())
"""


# Where a thread gets its memory: from that of the whole process, which grows in one place.
OF_A_THREAD = """
import ctypes, pathlib, threading
from publish.external import share_free_memory

library = ctypes.CDLL(None)
library.malloc.restype = ctypes.c_void_p

def is_of_the_process():
    block = library.malloc(1000)
    maps = pathlib.Path("/proc/self/maps").read_text().splitlines()
    (heap,) = [line.split()[0] for line in maps if line.endswith("[heap]")]
    first, last = (int(each, 16) for each in heap.split("-"))
    print(first <= block < last)

def begin():
    thread = threading.Thread(target=is_of_the_process)
    thread.start()
    thread.join()

SHARED
begin()
"""


@pytest.mark.parametrize("is_shared", [True, False])
def test_threads_share_the_memory_that_is_free(is_shared: bool) -> None:
    if not hasattr(ctypes.CDLL(None), "mallopt"):
        pytest.skip("this C library has no memory of a thread")
    script = OF_A_THREAD.replace("SHARED", "share_free_memory()" if is_shared else "")
    found = subprocess.check_output([sys.executable, "-c", script], text=True)
    assert found.strip() == str(is_shared)


def test_free_memory_between_what_is_used_goes_back_to_the_system() -> None:
    if not hasattr(ctypes.CDLL(None), "malloc_trim"):
        pytest.skip("this C library gives memory back in its own way")
    command = [sys.executable, "-c", SCATTERED]
    before, after = map(int, subprocess.check_output(command, text=True).split())
    assert after < before - 50_000
