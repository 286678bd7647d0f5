"""The costs of the search for a hierarchy, each with the reason for its size.

All are on one scale: a score is a sum, higher is better, and a careful reader could not decide
between readings that differ by about one. The values are tuned on books that the tests generate and
checked on others, so a change needs a reason and not a single case.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each feature; the search adds gains and subtracts costs."""

    # -- is a line a heading at all ---------------------------------------------------------------
    numbered: float = 2.0  # a number at the start: most headings have one, few lines of prose
    unnumbered: float = -2.5  # without one a short line is as likely a caption or a signature
    named: float = 4.0  # Foreword, Conclusion: words that are used alone only as headings
    named_bare: float = 1.0  # and more so without a number
    listed: float = 6.0  # it is in the contents list: the strongest evidence
    unlisted: float = -3.5  # there is a contents list, and it is not in it
    unlisted_bare: float = -5.0  # the same without a number: hardly a heading
    series: float = 6.0  # one of a series of lines without number: as good as a contents list
    short: float = 0.5  # at most 12 words
    long: float = -2.0  # more than 20 words: translations have such headings, but few
    too_long: float = -7.0  # more than 30 words is a sentence
    stop: float = -3.0  # ends like a sentence
    continues: float = -5.0  # ends in a comma or semicolon: an item of an enumeration
    colon: float = -3.0  # introduces something
    question: float = -0.5  # questions serve as headings, though less often
    lower: float = -0.8  # begins in lower case: list items do, headings of some houses too
    inner: float = -3.0  # a full stop and a capital inside: two sentences
    capitals: float = 1.0  # all in capitals
    shouted: float = 2.0  # where headings with numbers are in capitals: enough for a question
    not_indented: float = -1.5  # flush left where paragraphs and headings are indented
    data: float = -2.5  # ends in a number or unit after a colon: a row of a table

    # -- which level ------------------------------------------------------------------------------
    new_level: tuple[float, ...] = (0.0, 1.2, 3.0, 3.5, 4.5, 6.0)  # prefers few levels
    depth: float = 0.06  # tie-break: over many books the shallow reading is right more often
    skip: float = 3.0  # a skipped number: rare in books
    skip_more: float = 0.5  # each further one
    skip_most: float = 3.0  # the maximum for a gap
    repeat: float = 4.0  # the same number twice running
    back: float = 5.5  # a number that decreases among siblings
    first_not_one: float = 2.0  # a copy may begin in the middle
    from_zero: float = 0.5  # or at a section 0, as licences and manuals do
    runs_on: float = 1.5  # chapters count on across parts for the first time
    runs_on_late: float = 2.0  # or do so after they had restarted
    restart: float = 3.0  # restarts although the level counts on
    style: float = 3.0  # another numeral style than the level's
    style_deep: float = 1.0  # on top of it below the first level, where strays are rarer
    second_style: float = 0.8  # a stray style that occurred before on this level
    foreign: float = 1.5  # the stray style is the usual one of another level
    collide: float = 0.7  # a new level in the style of another level
    only_child: float = 0.8  # a single subsection: style guides forbid it
    empty: float = 2.5  # no text under the heading directly before: looks like a list
    barren: float = 0.9  # the only section of the first level without subsections: below `doubt`,
    barren_deep: float = 0.6  # since many books have some; on deeper levels most have
    barren_again: float = 0.2  # after the first one, more are likely
    setting: float = 3.0  # indent or capitals differ from the level's
    bare_top: float = 0.5  # an unnumbered heading on the first level
    bare_deep: float = 0.8  # or deeper
    bare_opens: float = 1.0  # which opens a level of its own
    bare_among: float = 1.0  # among numbered siblings
    bare_below: float = 0.5  # on top of it where a deeper level has none
    series_among: float = 4.0  # where many headings have none, these have a level of their own
    unplaced: float = (
        1.5  # only in the contents, without number or indent: on another level than usual
    )
    below_name: float = 3.5  # a number below a foreword
    named_deep: float = 2.5  # a foreword inside a chapter
    lost: float = 0.1  # its number is lost but counted: slightly better than a gap
    rank: float = 5.0  # "Part" below "Chapter", or "Chapter" below "Foreword": words have an order
    appendix_deep: float = 2.0  # an appendix of a part or chapter and not of the book
    path: float = 4.0  # 2.3 under 1: each part of the path that contradicts
    path_short: float = 2.0  # 2.3 without an open 2

    # -- or an item of a list ---------------------------------------------------------------------
    list_first: float = -2.5  # the first item of a list
    list_colon: float = 0.3  # after a colon, as lists often do
    list_chain: float = 1.5  # the next item follows directly
    list_next: float = 2.0  # directly continues the last item: as good as a heading's number
    list_stray: float = 0.0  # the same in a list that does not begin at 1: hardly a list
    list_lone: float = -3.0  # an isolated number
    list_amount: float = -1.0  # the same without a stop: "4 eggs" is an amount
    list_word: float = -1.5  # "Chapter 3" or a Roman capital: lists rarely use them
    list_tail: float = 1.0  # ends in `.` or `;`, or begins in lower case, like list items
    drop_listed: float = -14.0  # not a heading although it is in the contents list

    # -- the search -------------------------------------------------------------------------------
    beam: int = 160  # states that remain: more changed no reading in the books tried
    window: float = 14.0  # a state this far behind never won
    doubt: float = 1.25  # margins below become questions; twice as much found no more errors
    far_doubt: float = 4.0  # readings of such a question this far behind are offered as well


WEIGHTS = Weights()
