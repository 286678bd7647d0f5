"""Measures `publish import` on 100 Markdown files beside pandoc, which reads and writes them.

    python -m bench.importing [--rounds N] [--results FILE]

The files (2 MB) are written by a generator with a seed. pandoc reads and writes them from Markdown
to Markdown, in one process for all of them (a script in Lua) and in one process for each, as its
manual has it for separate files. An import is measured whole, and without its last step, which
reads the new book as a build does. The runs alternate; the seconds are those of a command with all
it started.
"""

from __future__ import annotations

import argparse
import compileall
import random
import shutil
import statistics
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.cases import PUBLISH
from bench.measure import measure
from bench.peers import pandoc_program

ROOT = Path(__file__).parent.parent
_FILES, _BYTES = 100, 20_000


@dataclass(frozen=True, slots=True)
class Seconds:
    """The CPU seconds of a run, and the wall-clock seconds."""

    cpu: float
    wall: float


_WHOLE, _BEFORE = "publish import", "publish import, before it reads the new book"
_UNREAD = """
import gc
import sys
from pathlib import Path
from publish.importers.bookfolder import ImportOptions, ReadBack
from publish.importers.documents.importing import import_documents

gc.set_threshold(200_000)  # as the command does
source, target = map(Path, sys.argv[1:])
import_documents(source, target, ImportOptions(lambda folder: ReadBack(None, [])))
"""
_ALL = """
for _, name in ipairs(pandoc.system.list_directory(arg[1])) do
  local file = assert(io.open(arg[1] .. '/' .. name, 'rb'))
  local text = file:read('a')
  file:close()
  local written = assert(io.open(arg[2] .. '/' .. name, 'wb'))
  written:write(pandoc.write(pandoc.read(text, 'markdown'), 'markdown'))
  written:close()
end
"""
_EACH = 'for file in "$1"/*.md; do "$2" -f markdown -t markdown "$file" -o "$3/${file##*/}"; done'


def write_folder(folder: Path, seed: int) -> int:
    """Write the files; the number of their bytes."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    words = _words()
    source = random.Random(seed)
    whole = 0
    for number in range(1, _FILES + 1):
        text = "\n\n".join(_blocks(number, words, source)) + "\n"
        (folder / f"{number:03}.md").write_text(text, encoding="utf-8")
        whole += len(text.encode())
    return whole


def _words() -> Sequence[str]:
    table = tomllib.loads((ROOT / "bench" / "words.toml").read_text(encoding="utf-8"))
    return sorted(
        {word for value in table.values() if isinstance(value, str) for word in value.split()}
    )


def _blocks(number: int, words: Sequence[str], source: random.Random) -> list[str]:
    """The blocks of one file: sections with paragraphs, lists, tables, code, notes and links."""
    blocks, size, section = [f"# File {number} {{#file-{number}}}"], 0, 0
    while size < _BYTES:
        section += 1
        new = [f"## Section {section} {{#s-{number}-{section}}}"]
        new += [_paragraph(words, source) for _ in range(4)]
        new.append("\n".join(f"- {_line(words, source, 9)}" for _ in range(4)))
        other = source.randint(1, _FILES)
        new.append(f"{_paragraph(words, source)} See [file {other}]({other:03}.md).[^{section}]")
        new.append(f"[^{section}]: {_line(words, source, 14)}.")
        new.append(_table(words, source))
        new.append(f"``` python\n{_line(words, source, 3).replace(' ', '_')} = {section}\n```")
        new.append(f"> {_paragraph(words, source)}")
        blocks += new
        size += sum(len(block.encode()) + 2 for block in new)
    return blocks


def _line(words: Sequence[str], source: random.Random, count: int) -> str:
    return " ".join(source.choice(words) for _ in range(count))


def _paragraph(words: Sequence[str], source: random.Random) -> str:
    sentences = [f"{_line(words, source, 11).capitalize()}." for _ in range(5)]
    sentences[1] = f"*{sentences[1][:-1]}* and **{_line(words, source, 2)}**."
    sentences[3] = f"`{source.choice(words)}` {sentences[3]}"
    return "\n".join(sentences)


def _table(words: Sequence[str], source: random.Random) -> str:
    rows = ["| a | b | c |", "|---|--:|:-:|"]
    rows += [f"| {' | '.join(source.choice(words) for _ in range(3))} |" for _ in range(5)]
    return "\n".join(rows)


def main(arguments: Sequence[str]) -> int:
    """Measure the pairs and print their table."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.importing")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "bench" / "importing")
    parser.add_argument("--results", type=Path)
    options = parser.parse_args(arguments)
    compileall.compile_dir(ROOT / "publish", quiet=1)
    size = write_folder(options.work / "files", options.seed)
    seconds = _measured(options.work, options.rounds)
    text = _table_of(seconds, size, options.rounds)
    print(text)
    if options.results:
        head = options.results.read_text(encoding="utf-8").partition(
            f"\n\n{_FILES} Markdown files,"
        )[0]
        options.results.write_text(f"{head}\n\n{text}", encoding="utf-8")
    return 0


def _measured(work: Path, rounds: int) -> dict[str, list[Seconds]]:
    files, out = work / "files", work / "out"
    program = pandoc_program()
    script = work / "all.lua"
    script.write_text(_ALL, encoding="utf-8")
    commands: dict[str, list[str | Path]] = {
        _WHOLE: [PUBLISH, "import", files, out / "book"],
        _BEFORE: [sys.executable, "-c", _UNREAD, files, out / "book"],
        "pandoc, one process": [program, "lua", script, files, out],
        "pandoc, a process for each file": ["sh", "-c", _EACH, "sh", files, program, out],
    }
    seconds: dict[str, list[Seconds]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, argv in commands.items():
            shutil.rmtree(out, ignore_errors=True)
            out.mkdir(parents=True)
            measured = measure(argv, work, {})
            seconds[name].append(Seconds(measured.cpu, measured.wall))
    return seconds


def _table_of(seconds: dict[str, list[Seconds]], size: int, rounds: int) -> str:
    lines = [f"{_FILES} Markdown files, {size / 1e6:.2f} MB, {rounds} rounds", ""]
    lines += ["| | CPU seconds | wall seconds | the import to it | before it reads |"]
    lines += ["|:--|--:|--:|--:|--:|"]
    for name, runs in seconds.items():
        median = Seconds(_median([run.cpu for run in runs]), _median([run.wall for run in runs]))
        ratios = [_ratios(seconds[ours], runs) for ours in (_WHOLE, _BEFORE)]
        lines.append(f"| {name} | {median.cpu:.2f} | {median.wall:.2f} | {' | '.join(ratios)} |")
    return "\n".join(lines) + "\n"


_median = statistics.median


def _ratios(ours: Sequence[Seconds], others: Sequence[Seconds]) -> str:
    """The median ratios of the pairs, each of one round: of CPU and of wall-clock seconds."""
    pairs = list(zip(ours, others, strict=True))
    cpu = _median([mine.cpu / its.cpu for mine, its in pairs])
    wall = _median([mine.wall / its.wall for mine, its in pairs])
    return f"{cpu:.2f}, {wall:.2f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
