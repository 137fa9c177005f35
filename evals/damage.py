"""Whether the metrics see what they are for: a pipeline is damaged on purpose, one way at a time.

``wenbao eval DATASET… --damage`` asks once, damages the answers, and prints how far each metric falls. A metric that
does not fall with its damage, or one that falls with another's, does not measure what its name says.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from evals.dataset import Case
from evals.metrics import summarise
from evals.run import run_suite
from evals.table import aligned
from index.types import Filter
from rag.answer import ask
from rag.asker import Asker
from rag.types import Answer, Citation, Status, Turn

Damage = Callable[[Answer, tuple[int, ...]], Answer]  # an answer and the years of its report

# Of each damage the metric that has to fall. ``right`` falls with most of them: a right answer has the right words.
MATCHING = {
    "years swapped": "year_accuracy",
    "citations shifted by one": "citation_precision",
    "figures altered": "figure_accuracy",
    "refusals off": "abstention_recall",
}
WATCHED = ("recall@5", "year_accuracy", "citation_precision", "citation_recall", "figure_accuracy", "quotes_hold")
_SHOWN = (*WATCHED, "abstention_recall", "right")
_ABSTAINED = (Status.NOT_FOUND, Status.REFUSED)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
# A number with what it counts; not the second half of one, and no year, day or marker.
_FIGURE = re.compile(r"(?<![\d.\[])(?!(?:19|20)\d{2}(?!\d))(\d+(?:\.\d+)?)(?![\d.\]年月日])")
_MARKER = re.compile(r"\[(\d+)\]")


def swap_years(answer: Answer, years: tuple[int, ...]) -> Answer:
    """Print each of a report's years as the next of them, the last as the first."""
    following = {str(year): str(other) for year, other in zip(years, (*years[1:], *years[:1]), strict=True)}
    return replace(answer, text=_YEAR.sub(lambda found: following.get(found[0], found[0]), answer.text))


def shift_citations(answer: Answer, years: tuple[int, ...]) -> Answer:
    """Let each marker point at the citation after its own; the last at none."""
    return replace(answer, text=_MARKER.sub(lambda found: f"[{int(found[1]) + 1}]", answer.text))


def alter_figures(answer: Answer, years: tuple[int, ...]) -> Answer:
    """Make each figure a ninth larger."""
    return replace(answer, text=_FIGURE.sub(lambda found: f"{float(found[1]) * 10 / 9 + 0.7:.1f}", answer.text))


def answer_always(answer: Answer, years: tuple[int, ...]) -> Answer:
    """Call every refusal an answer."""
    return replace(answer, status=Status.ANSWERED) if answer.status in _ABSTAINED else answer


DAMAGES: dict[str, Damage] = {
    "years swapped": swap_years,
    "citations shifted by one": shift_citations,
    "figures altered": alter_figures,
    "refusals off": answer_always,
}


def damage_scores(asker: Asker, cases: Sequence[Case]) -> dict[str, dict[str, float]]:
    """The metrics of the pipeline as it is, under "undamaged", and of each damage."""
    answers: dict[tuple[str, tuple[Turn, ...], Filter], Answer] = {}

    def damaged(damage: Damage | None, asked: Asker, question: str, history: Sequence[Turn], limit: Filter) -> Answer:
        key = (question, tuple(history), limit)
        if key not in answers:
            answers[key] = ask(asked, question, history, limit)
        return answers[key] if damage is None else damage(answers[key], _years(asked, answers[key].citations))

    ways: dict[str, Damage | None] = {"undamaged": None, **DAMAGES}
    return {
        name: summarise(run_suite(asker, cases, answering=partial(damaged, damage)).results)
        for name, damage in ways.items()
    }


def format_damages(found: dict[str, dict[str, float]]) -> str:
    """Plain text: the scores undamaged, then how far each falls; ``*`` marks the metric that has to."""
    base = found["undamaged"]
    rows = [("", *_SHOWN), ("undamaged", *(f"{base[name]:.3f}" for name in _SHOWN))]
    for damage, matching in MATCHING.items():
        falls = {name: found[damage][name] - base[name] for name in _SHOWN}
        rows.append((damage, *(f"{falls[name]:+.3f}{'*' if name == matching else ' '}" for name in _SHOWN)))
    return "\n".join(aligned(rows))


def _years(asker: Asker, citations: Sequence[Citation]) -> tuple[int, ...]:
    """The years of the first report that an answer cites, of all reports where it cites none."""
    wanted = [citations[0].document_id] if citations else [document.id for document in asker.store.documents]
    periods = [section.period for each in wanted for section in asker.store.document(each).sections]
    return tuple(sorted({period.last_year for period in periods if period.last_year is not None}))
