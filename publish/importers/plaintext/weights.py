"""The costs of the search for a hierarchy, each with the reason for its size.

All are in one currency: a score is a sum, higher is better, and a difference of about one is what
a careful reader would call a toss-up. The values are judged on books that the tests generate and on
books that they do not, so a change here is made for a reason and not for one case.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign is worth; the search adds gains and subtracts costs."""

    # -- is a line a heading at all ---------------------------------------------------------------
    numbered: float = 2.0  # a number in front: most headings have one, few lines of prose do
    unnumbered: float = -2.5  # without one a short line is as likely a caption or a signature
    known: float = 4.0  # Foreword, Conclusion: words that stand alone only as headings
    known_bare: float = 1.0  # and still more so where no number helps
    listed: float = 6.0  # the contents list names it: the best witness there is
    unlisted: float = -3.5  # there is a contents list, and it is silent
    unlisted_bare: float = -5.0  # the same without a number: next to nothing speaks for it
    short: float = 0.5  # at most 12 words
    long: float = -2.0  # more than 20 words: translations have such headings, but few
    too_long: float = -7.0  # more than 30 words is a sentence
    stop: float = -3.0  # ends as a sentence ends
    continues: float = -5.0  # ends in a comma or semicolon: an item of an enumeration
    colon: float = -3.0  # introduces something
    question: float = -0.5  # questions serve as headings, though less often
    lower: float = -0.8  # begins in lower case: list items do, headings of some houses too
    inner: float = -3.0  # a full stop and a capital inside: two sentences
    capitals: float = 1.0  # set in capitals throughout
    not_indented: float = -1.5  # stands flush left where paragraphs and headings are indented
    data: float = -2.5  # ends in a figure or a unit behind a colon: a row of a table

    # -- which level ------------------------------------------------------------------------------
    new_level: tuple[float, ...] = (0.0, 1.2, 3.0, 3.5, 4.5, 6.0)  # the fewest levels that explain
    depth: float = 0.06  # the tie-break: over many books the shallow reading is right more often
    skip: float = 3.0  # a number left out: books rarely do
    skip_more: float = 0.5  # and each further one
    skip_most: float = 3.0  # beyond which the gap counts no more
    repeat: float = 4.0  # the same number twice running
    back: float = 5.5  # a number that goes backwards among siblings
    first_not_one: float = 2.0  # a copy may begin in the middle
    from_zero: float = 0.5  # or at a section 0, as licences and manuals do
    runs_on: float = 1.5  # the first time that chapters are seen to count on across parts
    runs_on_late: float = 2.0  # or are seen to after they had restarted
    restart: float = 3.0  # restarts although the level counts on
    style: float = 3.0  # another numeral style than the level's
    style_deep: float = 1.0  # on top of it below the first level, where strays are rarer
    second_style: float = 0.8  # a stray style seen before in this level is only half a surprise
    foreign: float = 1.5  # the stray style is the usual one of another level
    collide: float = 0.7  # a new level in a style that another level has already
    only_child: float = 0.8  # a lone subsection: style guides forbid it
    empty: float = 2.5  # no text under the heading directly before: lists look so
    barren: float = 0.9  # the only section of the first level without subsections; below a doubt,
    barren_deep: float = 0.6  # since many books have some, deeper down most of them
    barren_again: float = 0.2  # and once one was seen, more will be
    setting: float = 3.0  # indent or capitals differ from the level's
    bare_top: float = 0.5  # an unnumbered heading on the first level
    bare_deep: float = 0.8  # or deeper
    bare_opens: float = 1.0  # which opens a level of its own
    bare_among: float = 1.0  # among numbered siblings
    known_deep: float = 2.5  # a foreword inside a chapter
    lost: float = 0.1  # it lost its number but holds a place in the count: little less than a gap
    rank: float = 5.0  # "Part" below "Chapter": the words carry their order
    path: float = 4.0  # 2.3 under 1: each part of the path that contradicts
    path_short: float = 2.0  # 2.3 where no 2 is open at all

    # -- or an item of a list ---------------------------------------------------------------------
    list_first: float = -2.5  # begins a list
    list_colon: float = 0.3  # behind a colon, as lists do
    list_chain: float = 1.5  # its next item follows directly
    list_next: float = 2.0  # goes on directly below the last item: as good as a heading's number
    list_stray: float = 0.0  # the same in a list that did not begin at 1: hardly a list
    list_lone: float = -3.0  # a number that belongs to nothing
    list_word: float = -1.5  # "Chapter 3" or a roman capital: lists rarely use them
    list_tail: float = 1.0  # ends in `.` or `;`, or begins in lower case, as items do
    drop_listed: float = -14.0  # refused although the contents list names it

    # -- the search -------------------------------------------------------------------------------
    beam: int = 160  # states kept: more changed no reading in the books tried
    window: float = 14.0  # a state this far behind never won
    doubt: float = 1.25  # margins below are asked about; twice as much found no more


WEIGHTS = Weights()
