"""Whether the metrics see what they are for: a pipeline is damaged on purpose, one way at a time.

``wenbao eval DATASET… --damage`` asks once, damages the answers, and prints how far every metric moves. A metric that
does not fall with its damage, or one that falls with another's, does not measure what its name says.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from evals.dataset import Case
from evals.measures import ABSTAINED
from evals.metrics import METRICS, summarise
from evals.ranking import RANKED
from evals.relevance import Relevance
from evals.run import run_suite
from evals.table import aligned
from index.sentences import sentence_spans
from index.types import Filter
from rag.answer import ask
from rag.asker import Asker
from rag.search import search
from rag.types import Answer, Citation, Status, Turn


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer was asked of."""

    asker: Asker
    limit: Filter


Damage = Callable[[Answer, Asked], Answer]

# Of each damage the metrics that have to fall.
MATCHING: dict[str, tuple[str, ...]] = {
    "years swapped": ("year_accuracy",),
    "citations shifted by one": ("citation_precision", "citation_recall"),
    # A quote that is not at its place supports nothing.
    "places run on": ("quotes_hold", "citation_precision", "citation_recall"),
    "quotes cut in a word": ("quotes_whole",),
    "figures altered": ("figure_accuracy",),
    "refusals off": ("abstention_precision", "abstention_recall", "abstention_f1"),
}
# Each is made for one property of an answer: no damage but its own may lower it.
SINGLE = (*RANKED, *dict.fromkeys(metric for metrics in MATCHING.values() for metric in metrics))
# These look at the whole answer, and so fall with whatever changes its words, its length or its status.
_WHOLE = tuple(each.name for each in METRICS if each.name not in SINGLE and not each.name.startswith("latency"))
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
# A number with what it counts; not the second half of one, and no year, day or marker.
_FIGURE = re.compile(r"(?<![\d.\[])(?!(?:19|20)\d{2}(?!\d))(\d+(?:\.\d+)?)(?![\d.\]年月日])")
_LETTER = re.compile(r"[^\W_]")
_MARKER = re.compile(r"\[(\d+)\]")


def swap_years(answer: Answer, asked: Asked) -> Answer:
    """Print each of a report's years as the next of them, the last as the first."""
    years = _years(asked.asker, answer.citations)
    following = {str(year): str(other) for year, other in zip(years, (*years[1:], *years[:1]), strict=True)}
    return replace(answer, text=_YEAR.sub(lambda found: following.get(found[0], found[0]), answer.text))


def shift_citations(answer: Answer, asked: Asked) -> Answer:
    """Let each marker point at the citation after its own; the last at none."""
    return replace(answer, text=_MARKER.sub(lambda found: f"[{int(found[1]) + 1}]", answer.text))


def run_on_places(answer: Answer, asked: Asked) -> Answer:
    """Let the place of each citation run on to the end of its document: its quote is not what stands there."""

    def run_on(citation: Citation) -> Citation:
        return replace(citation, end=len(asked.asker.store.document(citation.document_id).text))

    return replace(answer, citations=tuple(map(run_on, answer.citations)))


def cut_quotes(answer: Answer, asked: Asked) -> Answer:
    """Let each citation run on to the first letter behind it: it is cut inside a word and has lost none of its own."""

    def cut(citation: Citation) -> Citation:
        text = asked.asker.store.document(citation.document_id).text
        letter = _LETTER.search(text, citation.end)
        end = letter.end() if letter else citation.end
        return replace(citation, end=end, quote=text[citation.start : end])

    return replace(answer, citations=tuple(map(cut, answer.citations)))


def alter_figures(answer: Answer, asked: Asked) -> Answer:
    """Make each figure a ninth larger, and a little more: no figure of a report is likely to be that."""
    return replace(answer, text=_FIGURE.sub(lambda found: f"{float(found[1]) * 10 / 9 + 0.37:.2f}", answer.text))


def answer_always(answer: Answer, asked: Asked) -> Answer:
    """Answer every question that was refused with the first sentence of the best passage, cited as it should be."""
    if answer.status not in ABSTAINED:
        return answer
    (hit, *_) = search(asked.asker, answer.standalone_question, 1, asked.limit)
    passage = hit.passage
    begin, end = (sentence_spans(passage.text) or ((0, len(passage.text)),))[0]
    quote = passage.text[begin:end]
    place = (passage.document_id, hit.title, passage.headings, passage.page, passage.start + begin, passage.start + end)
    said = quote.rstrip("。！？；").replace("[", "［").replace("]", "］")
    return replace(answer, status=Status.ANSWERED, text=f"{said} [1]。", citations=(Citation(1, *place, quote),))


DAMAGES: dict[str, Damage] = {
    "years swapped": swap_years,
    "citations shifted by one": shift_citations,
    "places run on": run_on_places,
    "quotes cut in a word": cut_quotes,
    "figures altered": alter_figures,
    "refusals off": answer_always,
}


def damage_scores(
    asker: Asker, cases: Sequence[Case], relevance: Relevance | None = None
) -> dict[str, dict[str, float]]:
    """The metrics of the pipeline as it is, under "undamaged", and of each damage."""
    answers: dict[tuple[str, tuple[Turn, ...], Filter], Answer] = {}

    def damaged(damage: Damage | None, asker: Asker, question: str, history: Sequence[Turn], limit: Filter) -> Answer:
        key = (question, tuple(history), limit)
        if key not in answers:
            answers[key] = ask(asker, question, history, limit)
        return answers[key] if damage is None else damage(answers[key], Asked(asker, limit))

    ways: dict[str, Damage | None] = {"undamaged": None, **DAMAGES}
    return {
        name: summarise(run_suite(asker, cases, relevance=relevance, answering=partial(damaged, damage)).results)
        for name, damage in ways.items()
    }


def format_damages(found: dict[str, dict[str, float]]) -> str:
    """Plain text: every metric undamaged, then how far each damage moves it; ``*`` where it has to fall."""
    head = ("", "undamaged", *MATCHING)
    single = [_row(name, found) for name in SINGLE if name in found["undamaged"]]
    whole = [_row(name, found) for name in _WHOLE if name in found["undamaged"]]
    blank = ("", *[""] * (len(head) - 1))
    return "\n".join(aligned([head, *single, blank, ("of the whole answer", *blank[1:]), *whole]))


def _row(metric: str, found: dict[str, dict[str, float]]) -> tuple[str, ...]:
    return (metric, f"{found['undamaged'][metric]:.3f}", *(_moved(metric, damage, found) for damage in MATCHING))


def _moved(metric: str, damage: str, found: dict[str, dict[str, float]]) -> str:
    """How far a damage moves a metric; nothing where no case has it any more."""
    mark = "*" if metric in MATCHING[damage] else " "
    value = found[damage].get(metric)
    moved = "–" if value is None else f"{value - found['undamaged'][metric]:+.3f}"
    return f"{moved}{mark}"


def _years(asker: Asker, citations: Sequence[Citation]) -> tuple[int, ...]:
    """The years of the first report that an answer cites, of all reports where it cites none."""
    wanted = [citations[0].document_id] if citations else [document.id for document in asker.store.documents]
    periods = [section.period for each in wanted for section in asker.store.document(each).sections]
    return tuple(sorted({period.last_year for period in periods if period.last_year is not None}))
