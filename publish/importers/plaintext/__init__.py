"""Turns flattened text (one stream of lines, its hierarchy lost) into a book folder.

`import_text` is the one entry. The rooms, in the order of the work: `blocks` (lines and what they
form), `furniture`, `contents`, `front`, `numerals` and `markers`, `alignment`, `candidates`,
`states`, `moves`, `weights` and `search` (the global reading), `paragraphs`, `runins`, `ledger`
(the account of every character), `recovery` (all of these in one function); then `scheme`,
`entries`, `escaping`, `manuscript` (the book folder), `questions`, `sheet`, `answers`, `report`,
and `placing` (all or nothing).
"""

from publish.importers.plaintext.importing import ImportOutcome, import_text

__all__ = ["ImportOutcome", "import_text"]
