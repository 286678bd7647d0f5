"""Code, addresses and long words break without a hyphen, and stay the same when copied."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from publish.model.book import Edition
from publish.outputs.pdf.layout.engine.code_breaks import break_code_lines
from publish.outputs.pdf.layout.engine.long_words import BREAK, break_long_words
from tests.conftest import MINIMAL
from tests.pdf.conftest import SENTENCE, Pages, make
from tests.pdf.test_fitting import pages_with_ink_in_margins

_NAME = "apply_configuration_of_the_second_server_before_restarting_everything"
_PATH = "std::collections::hash_map::HashMap::with_capacity_and_hasher(capacity,hasher)"
_ADDRESS = "https://www.example.org/a/very/long/address_of/a.page/many_parts?and=queries&more=1"
_WORD = "Donaudampfschiffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
_CODE = f"""harbours['North'].tides.between(first_quarter,last_quarter)['{"low" * 30}'].mean()
totals=[sum(tide['height']for tide in tides)for tides in harbours.values()if'North'in tides]
if True:
    harbours.get_group(name).T.loc['2015-12'].unstack().plot(label=name,fill=True)
"""
_TEXT = f"""# Calls of `{_NAME}`

{SENTENCE}`{_NAME}` {SENTENCE}`{_PATH}` {SENTENCE}{_ADDRESS} {SENTENCE}[{_ADDRESS}](#far)[^n]

## The {_WORD} {{#far}}

- `{_NAME}` and `{_NAME}`.

  ```python
  {_CODE.replace(chr(10), chr(10) + "  ")}
  ```

```python
{_CODE}```

| Name | Meaning |
|---|---|
| `{_NAME}` | {_ADDRESS} |
| {"abcdefghij" * 9} | {_PATH} |
| lines that begin with `- ` | an item |

Table: Of `{_NAME}` and {_ADDRESS} {{#tbl-names}}

{"abcdefghij" * 12}

{SENTENCE}The address {"abcdefghij" * 2}[**n**]{{.underline}}{"klmnopqrst" * 4}*v*{"uvwxyz" * 9}.

- {SENTENCE}{"abcdefghij" * 6}**n**{"klmnopqrst" * 6}

{"**a**b" * 60}

{SENTENCE}`{"abcdefghij" * 3}`{SENTENCE}https://example.org/*{_PATH}*{_NAME}

## {"-" * 300}

{"—" * 100}

{"A. " * 100}

[^n]: See {_ADDRESS} and `{_NAME}`.
"""


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    manifest = MINIMAL.replace("[structure]", '[structure]\nlists = ["tables"]')
    files = {"book.toml": manifest, "a.md": _TEXT}
    return make(files, tmp_path_factory.mktemp("words"), Edition("pdf", "pdf", trim="A5"))


def test_no_word_is_in_the_margin(words: Pages) -> None:
    assert not pages_with_ink_in_margins(words)


def test_copied_words_are_those_of_the_book(words: Pages) -> None:
    text = "".join("".join(words.texts).split())
    assert BREAK not in text
    for word, times in ((_NAME, 7), (_PATH, 2), (_ADDRESS, 5), ("".join(_CODE.split()), 2)):
        assert text.count(word) >= times


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("foo.bar and a/b, e.g. it", "foo.bar and a/b, e.g. it"),
        ("3.14159265358979 or 10,000,000,000,000", "3.14159265358979 or 10,000,000,000,000"),
        ("a_name_of_some_kind", "a_name_|of_|some_|kind"),
        ("<code>a.dotted.name.here</code>", "a.dotted.|name.|here"),
        ("<code>AbstractProxyFactoryBean</code>", "Abstract|Proxy|Factory|Bean"),
        ("<code>short_name</code>", "short_name"),
        ("<pre>a_name_of_some_kind</pre>", "a_name_of_some_kind"),
        ("<table><tr><td>a_name_of_some_kind</td></tr></table>", "a_name_of_some_kind"),
        ("a_na<i>me_o</i>f_some_kind", "a_name_|of_|some_|kind"),
        ("<code>a.dot<b>ted.na</b>me.here</code>", "a.dotted.|name.|here"),
        ("http://exa<u><b>mple.o</b>rg/a</u>", "http://|example.|org/a"),
        ("<i>a_name</i><br/>_of_some_kind", "a_name_of_some_kind"),
        ("see <a>http://example.org/a</a> or", "see http://|example.|org/a or"),
    ],
)
def test_breaks_are_after_marks(text: str, broken: str) -> None:
    root = ElementTree.fromstring(f"<body><p>{text}</p></body>")
    break_long_words(root)
    assert "".join(root.itertext()).replace(BREAK, "|") == broken


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("<code>/etc</code>, <code>.bashrc</code> and", "/etc, |.bashrc and"),
        ("See <kbd>:w</kbd> (<code>.x</code>) or\n<code>/y</code>", "See |:w (.x) or\n|/y"),
        ("See <code>$x</code> and <i>/y</i>.", "See $x and /y."),
    ],
)
def test_lines_end_before_code_that_begins_with_a_mark(text: str, broken: str) -> None:
    root = ElementTree.fromstring(f"<body><p>{text}</p></body>")
    for _ in range(2):
        break_long_words(root)
    assert "".join(root.itertext()).replace(BREAK, "|") == broken


@pytest.mark.parametrize("mark", ["/", ".", ":"])
def test_a_line_of_short_code_with_marks_before_it_fits(tmp_path: Path, mark: str) -> None:
    words = ", ".join(f"`{mark}walls`" for _ in range(40))
    pages = make({"book.toml": MINIMAL, "a.md": f"# A\n\nOf {words}.\n"}, tmp_path)
    assert [each for each in pages.report if each.code == "LAY-011"] == []


@pytest.mark.parametrize(
    "code", ["--release", "|>", "?names", "src/main.rs", "a-b --all", "x | -y"]
)
def test_short_code_stays_on_one_line(code: str) -> None:
    root = ElementTree.fromstring(f"<body><p>A <code>{code}</code>.</p></body>")
    break_long_words(root)
    kept = [each.text for each in root.iter("span") if "nowrap" in each.get("style", "")]
    assert kept == [word for word in code.split() if len(word) > 1]
    assert "".join(root.itertext()).replace(BREAK, "") == f"A {code}."


@pytest.mark.parametrize(
    ("line", "broken"),
    [
        ("short.name", "short.name"),
        ("a = b + c * d - e / f * g + h", "a = b + c * d - e / f * g + h"),
        ("tides[<i>'North'</i>].between(first)", "tides[|'North'].|between(|first)"),
        ("x = <i>'a string of words'</i>", "x = 'a string of words'"),
        ("<b>for</b><i>'averyveryverylongword'</i>in", "for|'averyveryverylongword'|in"),
        ("Map&lt;Name,Vec&lt;Tide&gt;&gt;-&gt;Tide", "Map<|Name,|Vec<|Tide>>->|Tide"),
    ],
)
def test_words_of_a_listing_break_at_marks_or_between_tokens(line: str, broken: str) -> None:
    root = ElementTree.fromstring(f"<pre><code><span class='code-line'>{line}</span></code></pre>")
    break_code_lines(root)
    assert "".join(root.itertext()).replace(BREAK, "|") == broken


@pytest.mark.parametrize(
    "word",
    [
        f"{'a' * 24}<u><b>b</b></u>{'c' * 14}<i>d</i>e",
        f"<b>{'a' * 5}</b>{'c' * 40}",
        "<i>a</i>b" * 20,
        f"<code>{'a' * 24}<b>bc</b>{'d' * 9}</code>",
    ],
)
def test_letters_in_elements_belong_to_the_word_around_them(word: str) -> None:
    root = ElementTree.fromstring(f"<body><p>Of {word} and <i>b</i>.</p></body>")
    break_long_words(root)
    parts = list(root.iter("span"))
    assert "".join(each.text or "" for each in parts).replace(BREAK, "") == re.sub(
        "<.*?>", "", word
    )
    assert ["anywhere" in each.get("style", "") for each in parts] == [False] + [True] * (
        len(parts) - 1
    )


def test_words_break_beside_a_break_of_the_author() -> None:
    root = ElementTree.fromstring(f"<div><p>Words {'a' * 60}{BREAK}{'b' * 60} words.</p></div>")
    break_long_words(root)
    assert [len(span.text or "") for span in root.iter("span")] == [60, 60]
