"""Where the parts of a cover are on its sheet, from the order and the trim that the file has."""

from __future__ import annotations

from publish.verification.print.finding import Job
from publish.verification.print.reader import PrintedPage, PrintFile
from publish.verification.print.things import Box


def sheet_of(file: PrintFile) -> PrintedPage:
    """The only sheet of a cover."""
    return file.pages[0]


def size_around(job: Job) -> tuple[float, float]:
    """Width and height of the sheet around the book, when it is cut."""
    cover = job.order.cover
    side = job.trim[0] + cover.board[0] + cover.turn_in + cover.flap + cover.fold
    height = job.trim[1] + cover.board[1] + 2 * cover.turn_in
    return 2 * side + job.order.spine(job.pages), height


def spine_of(file: PrintFile, job: Job) -> tuple[float, float]:
    """Left and right fold of the spine."""
    left, _, right, _ = sheet_of(file).trim
    half = job.order.spine(job.pages) / 2
    middle = (left + right) / 2
    return middle - half, middle + half


def sides(file: PrintFile, job: Job) -> tuple[Box, Box]:
    """What is seen of the sides at the left and at the right of the spine."""
    cover, trim = job.order.cover, sheet_of(file).trim
    left_fold, right_fold = spine_of(file, job)
    width = job.trim[0] + cover.board[0]
    low, high = trim[1] + cover.turn_in, trim[3] - cover.turn_in
    return (left_fold - width, low, left_fold, high), (right_fold, low, right_fold + width, high)


def back_cover(file: PrintFile, job: Job) -> Box:
    """The back cover without its hinge."""
    at_left, at_right = sides(file, job)
    hinge = job.order.cover.hinge
    if job.rtl:
        return at_right[0] + hinge, *at_right[1:]
    return at_left[0], at_left[1], at_left[2] - hinge, at_left[3]
