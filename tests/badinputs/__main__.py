"""Judges every case and prints the table of counts: `make bad-inputs`."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from pathlib import Path

from tests.badinputs.collection import CASES, CHECKED, Tally, corpus_alarms, table
from tests.badinputs.judging import COLUMNS, judge
from tests.hostile import collection
from tests.hostile.conftest import Listener


def main() -> int:
    """The exit code: 0 if all cases pass."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        for number, case in enumerate([*CASES, *CHECKED]):
            verdict = judge(case, Path(folder) / str(number))
            tally.add(verdict)
            for column, fault in verdict.faults.items():
                print(f"{case.name}: not {COLUMNS[column]}: {fault}", file=sys.stderr)
    print(table(tally))
    alarms = corpus_alarms()
    false = sum(map(len, alarms.values()))
    print(f"{len(alarms)} books of the corpus: {false} false alarms")
    print("\n".join(f"{name}: {meaning}" for name, meaning in COLUMNS.items()))
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        hostile = collection.try_all(Listener(server))
    print("\n".join(["", collection.table(hostile), *hostile.faults]))
    return 0 if tally.is_right and not false and hostile.is_right else 1


if __name__ == "__main__":
    os.environ["PUBLISH_CACHE"] = "off"
    sys.exit(main())
