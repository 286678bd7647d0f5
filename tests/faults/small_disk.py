"""Runs in a mount namespace of its own: a command on a disk of a few kilobytes, and what it left.

    unshare --mount python -m tests.faults.small_disk FOLDER BYTES WORD...

`FOLDER` becomes the disk, with what lay in it; one JSON object tells the status of the command, its
words, and the files on the disk afterwards.
"""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.faults.desk import tree


def main(folder: Path, size: str, words: list[str]) -> None:
    """Mount a disk, restore the files, run the command, and print the outcome."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as aside:
        shutil.copytree(folder, aside, dirs_exist_ok=True)
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0777", "tmpfs", folder], check=True
        )
        shutil.copytree(aside, folder, dirs_exist_ok=True)
    done = subprocess.run(words, capture_output=True, text=True, timeout=300)
    left = {name: base64.b64encode(content).decode() for name, content in tree(folder).items()}
    print(json.dumps({"status": done.returncode, "said": done.stderr, "left": left}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
