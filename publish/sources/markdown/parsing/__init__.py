r"""The syntax of Markdown: CommonMark with the rules that a book needs, and its limits.

parser.py         the parser with all rules
attributes.py     attributes in braces
captions.py       captions of pictures and listings
containers.py     fenced blocks: `::: name`
citations.py      `[@key]` and `@key`
cjk_emphasis.py   emphasis beside wide characters
comments.py       `<!-- … -->`
fences.py         fenced code
formulas.py       `$…$` and `$$ … $$`; latex_delimiters.py `\(…\)` and the like
tables.py         the rule for tables, with uneven rows reported
variables.py      `{{name}}`
verse_indents.py  the indentation of verse
lint/             marks of other dialects
limits.py         blocks that no page could show
faults.py         faults that the rules find
placeholders.py   noncharacters that the parser puts in for later steps
"""
