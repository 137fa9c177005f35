"""Figures that a person read from sentences, and how many of them the code reads alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.figures import Figure, read_figures
from index.types import Document, Metadata, Period, Role, Section

DATA = Path(__file__).parent / "data"
GOLD, UNSEEN = DATA / "figures-gold.txt", DATA / "figures-gold-unseen.txt"


@dataclass(frozen=True, slots=True)
class Expected:
    """A figure as a person read it; ``head`` is the part of the metric that has to be there."""

    text: str
    metric: str
    head: str
    amount: float
    measure: str
    direction: str | None
    year: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence in the period of its section, with its figures in order."""

    text: str
    period: Period
    figures: tuple[Expected, ...]


def gold_sentences(path: Path = GOLD) -> tuple[GoldSentence, ...]:
    """The sentences of the file."""
    return tuple(_sentences(path.read_text(encoding="utf-8").splitlines()))


def figures_of(sentence: GoldSentence) -> tuple[Figure, ...]:
    """What the code reads from the sentence alone."""
    section = Section(1, "", 0, len(sentence.text), sentence.period)
    return read_figures(Document("gold", "gold.txt", sentence.text, Metadata("gold"), (section,), ()))


def score(sentences: tuple[GoldSentence, ...]) -> dict[str, float]:
    """Shares: figures found that are there (by amount and measure), and of those there the ones read right."""
    found = expected = matched = 0
    right = dict.fromkeys(("head", "exact", "year_and_kind", "direction"), 0)
    for sentence in sentences:
        left = list(figures_of(sentence))
        found, expected = found + len(left), expected + len(sentence.figures)
        for wanted in sentence.figures:
            figure = next((each for each in left if _is_same(each, wanted)), None)
            if figure is None:
                continue
            left.remove(figure)
            matched += 1
            right["head"] += wanted.head in figure.metric
            right["exact"] += wanted.metric == figure.metric
            right["year_and_kind"] += (wanted.year, wanted.kind) == (figure.year, figure.kind)
            right["direction"] += wanted.direction == (figure.change.direction if figure.change else None)
    shares = {name: count / expected for name, count in right.items()}
    return {"precision": matched / found, "recall": matched / expected, **shares}


def _is_same(figure: Figure, wanted: Expected) -> bool:
    return figure.measure == wanted.measure and abs(figure.amount - wanted.amount) <= 1e-6 * max(1, wanted.amount)


def _sentences(lines: list[str]) -> Iterator[GoldSentence]:
    period, text, figures = Period(), "", list[Expected]()
    for line in [*lines, "="]:
        if line.startswith("  "):
            figures.append(_expected(line, period))
            continue
        if text:
            yield GoldSentence(text, period, tuple(figures))
        text, figures = "", []
        if line.startswith("= "):
            _, role, year = line.split()
            period = Period(Role(role), int(year), int(year))
        elif not line.startswith((";", "=")):
            text = line


def _expected(line: str, period: Period) -> Expected:
    fields = [field.strip() for field in line.split("|")] + [""]
    text, metric, amount, measure, direction = fields[:5]
    year: int | None = period.last_year
    kind = "target" if period.role is Role.PLAN else "actual"
    if fields[5]:
        printed, kind = fields[5].split()
        year = None if printed == "none" else int(printed)
    head = metric[metric.index("[") + 1 : metric.index("]")]
    metric = metric.replace("[", "").replace("]", "")
    return Expected(text, metric, head, float(amount), measure, direction or None, year, kind)
