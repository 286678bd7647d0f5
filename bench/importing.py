"""Measures `publish import` on 100 Markdown files beside pandoc, which reads and writes them.

    python -m bench.importing [--rounds N] [--results FILE]

The files (2 MB) are written by a generator with a seed. pandoc reads and writes them from Markdown
to Markdown, in one process for all of them and in one process for each, as its manual has it for
separate files. The runs alternate; the CPU seconds are those of a command with all it started.
"""

from __future__ import annotations

import argparse
import compileall
import random
import shutil
import statistics
import sys
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.cases import PUBLISH
from bench.measure import measure
from bench.peers import pandoc_program

ROOT = Path(__file__).parent.parent
_FILES, _BYTES = 100, 20_000
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


def _measured(work: Path, rounds: int) -> dict[str, list[float]]:
    files, out = work / "files", work / "out"
    program = pandoc_program()
    all_files = sorted(files.glob("*.md"))
    commands: dict[str, list[str | Path]] = {
        "publish import": [PUBLISH, "import", files, out / "book"],
        "pandoc, one process": [
            *(program, "-f", "markdown", "-t", "markdown", "-o", out / "all.md"),
            *all_files,
        ],
        "pandoc, a process for each file": ["sh", "-c", _EACH, "sh", files, program, out],
    }
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, argv in commands.items():
            shutil.rmtree(out, ignore_errors=True)
            out.mkdir(parents=True)
            seconds[name].append(measure(argv, work, {}).cpu)
    return seconds


def _table_of(seconds: dict[str, list[float]], size: int, rounds: int) -> str:
    ours, *others = seconds
    lines = [f"{_FILES} Markdown files, {size / 1e6:.2f} MB, {rounds} rounds, CPU seconds", ""]
    lines += ["| | median | min | ours to it |", "|:--|--:|--:|--:|"]
    for name in (ours, *others):
        ratio = _ratio(seconds[ours], seconds[name], statistics.median)
        lines.append(
            f"| {name} | {statistics.median(seconds[name]):.2f} | {min(seconds[name]):.2f} "
            f"| {ratio:.2f} |"
        )
    return "\n".join(lines) + "\n"


def _ratio(
    ours: Sequence[float], other: Sequence[float], middle: Callable[[Sequence[float]], float]
) -> float:
    """The ratio of the pairs, each of one round."""
    return middle([mine / its for mine, its in zip(ours, other, strict=True)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
