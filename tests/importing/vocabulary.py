"""Words for generated books: titles and paragraphs about mills, orchards and harbours."""

from __future__ import annotations

from random import Random

_ADJECTIVES = (
    "lower upper eastern quiet broken early narrow common winter shared copper wooden distant "
    "plain ruined northern hollow patient lasting second tidal painted walled"
).split()
_NOUNS = (
    "mill orchard harbour weir ferry granary lantern meadow quarry bridge loom cellar beacon "
    "causeway hedge cistern furrow kiln sluice terrace tannery warren belfry jetty"
).split()
_PLURALS = (
    "tenants ledgers boats seasons tolls repairs harvests wardens roads wells shepherds masons "
    "rents floods markets pupils nets bells pathways gardens records borders bakers tides"
).split()
_GERUNDS = (
    "Keeping Mending Measuring Crossing Draining Counting Lighting Guarding Naming Sharing Filling "
    "Clearing Watching Rebuilding Feeding Numbering Closing Tending"
).split()
_VERBS = (
    "kept mended measured crossed drained counted lit guarded named shared filled cleared watched "
    "rebuilt fed numbered closed tended"
).split()
_TAILS = (
    "before the first frost", "along the old wall", "without a single complaint",
    "for more than thirty years", "until the water rose again", "in the sight of the whole parish",
    "as the charter had asked", "while the ferry was laid up", "and nobody wrote it down",
    "with tools that were borrowed", "on both sides of the valley",
)  # fmt: skip
_GERMAN_NOUNS = (
    "Mühle Brücke Schleuse Werkstatt Scheune Weide Fähre Quelle Mauer Glocke Gasse Kelter"
).split()
_GERMAN_HEADS = "Pflege Bau Ordnung Nutzung Prüfung Aufsicht Verwaltung Teilung Sicherung".split()
_GERMAN_PLACES = "im Tal|am Fluss|vor der Stadt|bei Hochwasser|im Winter|ohne Pächter".split("|")
_CHINESE_HEADS = "修缮 管理 保护 分配 记录 开放 检查 传承 改造 登记 养护 巡查".split()
_CHINESE_NOUNS = "磨坊 果园 码头 粮仓 石桥 水井 渡口 灯塔 梯田 酒窖 钟楼 窑场 茶山 盐田".split()


class Wordsmith:
    """Unique titles and paragraphs in one language, from one random stream."""

    def __init__(self, rng: Random, language: str = "en") -> None:
        self._rng = rng
        self._language = language
        self._used: set[str] = set()

    def title(self) -> str:
        """A title that is new in this book."""
        make = {"de": self._german_title, "zh": self._chinese_title}.get(
            self._language, self._english_title
        )
        for _ in range(200):
            title = make()
            if title.lower() not in self._used:
                break
        self._used.add(title.lower())
        return title

    def paragraph(self, sentences: int | None = None) -> str:
        """Some sentences of running text."""
        count = sentences or self._rng.randint(2, 6)
        if self._language == "zh":
            return "".join(self._chinese_sentence() for _ in range(count))
        if self._language == "de":
            return " ".join(self._german_sentence() for _ in range(count))
        return " ".join(self.sentence() for _ in range(count))

    def sentence(self) -> str:
        """One English sentence."""
        pick = self._rng.choice
        return (
            f"The {pick(_ADJECTIVES)} {pick(_PLURALS)} {pick(_VERBS)} the {pick(_ADJECTIVES)} "
            f"{pick(_NOUNS)} {pick(_TAILS)}."
        )

    def step(self) -> str:
        """A step of an instruction, without a full stop."""
        pick = self._rng.choice
        return f"{pick(_GERUNDS)[:-3]} the {pick(_ADJECTIVES)} {pick(_NOUNS)}"

    def participle(self) -> str:
        """A run-in heading."""
        pick = self._rng.choice
        return f"{pick(_GERUNDS)} the {pick(_ADJECTIVES)} {pick(_NOUNS)} for the {pick(_PLURALS)}."

    def name(self) -> str:
        """An institution."""
        pick = self._rng.choice
        return f"Office for {pick(_PLURALS).title()} and {pick(_PLURALS).title()}"

    def _english_title(self) -> str:
        pick = self._rng.choice
        shapes = (
            lambda: f"{pick(_GERUNDS)} the {pick(_ADJECTIVES)} {pick(_NOUNS)}",
            lambda: f"The {pick(_NOUNS)} and its {pick(_PLURALS)}",
            lambda: f"{pick(_ADJECTIVES).title()} {pick(_PLURALS)}",
            lambda: (
                f"{pick(_PLURALS).title()} of the {pick(_ADJECTIVES)} {pick(_NOUNS)}, and who "
                f"{pick(_VERBS)} them"
            ),
            lambda: f"A {pick(_NOUNS)} is {pick(_VERBS)} by {pick(_ADJECTIVES)} {pick(_PLURALS)}",
            lambda: f"How {pick(_PLURALS)} became {pick(_PLURALS)}",
            lambda: pick(_NOUNS).title(),
        )
        return pick(shapes)()

    def _german_title(self) -> str:
        pick = self._rng.choice
        return f"{pick(_GERMAN_HEADS)} der {pick(_GERMAN_NOUNS)} {pick(_GERMAN_PLACES)}"

    def _german_sentence(self) -> str:
        pick = self._rng.choice
        return (
            f"Die {pick(_GERMAN_NOUNS)} {pick(_GERMAN_PLACES)} wird von den Leuten der "
            f"{pick(_GERMAN_NOUNS)} nicht nur genutzt, sondern auch mit der {pick(_GERMAN_HEADS)} "
            "beauftragt."
        )

    def _chinese_title(self) -> str:
        pick = self._rng.choice
        return f"{pick(_CHINESE_NOUNS)}与{pick(_CHINESE_NOUNS)}的{pick(_CHINESE_HEADS)}"

    def _chinese_sentence(self) -> str:
        pick = self._rng.choice
        return (
            f"每年春天，乡里的人都要对{pick(_CHINESE_NOUNS)}进行{pick(_CHINESE_HEADS)}，"
            f"并且把{pick(_CHINESE_NOUNS)}的情况写进册子里。"
        )
