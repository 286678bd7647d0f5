"""A processor of the Citation Style Language (CSL 1.0.2).

`processor` formats citations and bibliographies. `library` finds styles by name, `style` parses
them, `support` lists their unsupported features; `locale` and `own_terms` have the terms of
languages. `elements` renders a style's elements in a `context`, with `name_list`, `person_name`,
`dates`, `numbers`, `conditions` and `citation_label`; `runs` are formatted text, changed by
`formatting`, `letter_case` and `punctuation`. `positions`, `disambiguation`, `sorting` and
`collapsing` relate the cites of a book to each other.
"""
