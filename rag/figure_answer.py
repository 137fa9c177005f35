"""Answer a question for a figure from the figures that its evidence states."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.quantities import quantities
from index.types import Document, Figure
from index.words import fold
from rag import wording
from rag.figure_asked import asks_rate, asks_twice, fits_figure_asked, is_of_kind_asked, units_asked
from rag.figure_match import (
    Kind,
    MatchedFigure,
    Wish,
    grants,
    is_asked,
    is_before_the_part,
    is_of_many_years,
    match_figures,
    named_figures,
    wishes,
)
from rag.figure_statement import OF_REGION, beside, is_twin, named_beside, statement_of_figure
from rag.indicators import indicators_named
from rag.keyword_coverage import Rarity
from rag.needs import asks_day
from rag.one_indicator import OF_MANY_YEARS
from rag.question import Question, Wanted
from rag.reader import SURE
from rag.ruled_out import is_ruled_out
from rag.scored_span import ScoredSpan, Selection
from rag.shown import share_of_pairs
from rag.types import Statement
from rag.units import RATES

# Chosen on dev: a metric that holds so much of the question is what was asked for, however the sentence is worded.
_SURE_COVERAGE, _SURE = 0.7, 0.85
# A sentence, and the reader's share of its clauses with a figure in the unit asked for.
_SURELY_ANSWERS, _TOLD_SHARE = 0.8, 0.5
_MOST_SURELY = 0.9  # of 1,193 new questions two more are right with it, none fewer
_OF_DATES = ("年", "月", "日")
_LIKELY = 0.5  # logit, beside that: of 32 such questions left out of training, 10 of 10 were told
# Logits: a sentence that the reader puts this far below the best, and finds rather not to answer, is of something else.
_FAR, _RATHER_NOT = 5.0, -1.0
_LESS = 2.5  # the same, where another sentence surely answers and has a figure of the kind
_NAMED_COVERAGE, _AS_NEAR = 0.5, 0.6
_ALL = 0.99  # of the question's words, by the metric
# How long something takes is no figure of a metric.
_ASKS_YEARS = re.compile(r"(?:花|用|费|要|得|需要?|等|分|拿)[^,，。?？]{0,3}(?:几|多少)年(?![来级代])")
_COUNTED = re.compile(r"(?:多少|几)[万亿千百]*[个家所座条处项名户套台件]?([\u3400-\u9fff]{2,8})")


@dataclass(frozen=True, slots=True)
class FigureAnswer:
    """The statements, one a figure, and the probability that they answer."""

    statements: tuple[Statement, ...]
    confidence: float


def answer_figure(
    question: Question, selection: Selection, figures: Sequence[Figure], documents: Sequence[Document], rarity: Rarity
) -> FigureAnswer | None:
    """The figure asked for; of both years where the question names none and both have it.

    Without statements when the reports state only a figure of another kind, a growth and not the number. None where
    the figures do not tell.
    """
    asks = question.wanted is Wanted.FIGURE
    if asks and any(_are_of_another_part(question, best, figures) for best in selection.spans[:1]):
        return FigureAnswer((), 0.0)
    falls = wording.FALLS.search(question.text) and not wording.RATE_CHANGES.search(question.text)
    way = _risen if asks and falls else _stated
    return way(question, selection, figures, documents, rarity)


def _stated(
    question: Question, selection: Selection, figures: Sequence[Figure], documents: Sequence[Document], rarity: Rarity
) -> FigureAnswer | None:
    """The figure asked for, as the report states it."""
    of_one = question.wanted is Wanted.FIGURE and len(question.years) <= 1
    if not of_one or wording.EACH.search(question.text) or asks_day(question.text) or _ASKS_YEARS.search(question.text):
        return None
    matched = match_figures(question, selection.spans, figures, rarity)
    named = named_figures(question, selection.spans, matched, rarity)
    chosen: list[MatchedFigure] = []
    for wish, fitting in _fitting(question, named):
        chosen += fitting[:1] or beside(wish, chosen, matched)
        if fitting and not question.years and question.role is None:
            chosen += [each for each in fitting if is_twin(each, fitting[0])][:1]
    chosen += named_beside(question, chosen, matched)
    if len(chosen) == 1 and _is_one_of_several(question, chosen[0]):
        return None  # its neighbours are wanted too
    if chosen and _is_far(question, chosen, selection):
        return None
    if not chosen:
        at_any_time = match_figures(replace(question, years=(), role=None), selection.spans, figures, rarity)
        untold = _untold(question, selection, named, matched, at_any_time)
        of_best = [each for each in matched if each.span in selection.spans[:1]]
        is_other = _are_of_other_indicators(question, of_best, figures) and not _tells_it(question, selection)
        return FigureAnswer((), 0.0) if is_other else untold
    texts = {document.id: document.text for document in documents}
    sure = max(each.metric_coverage for each in chosen) >= _SURE_COVERAGE and not _counts_another(question, chosen)
    confidence = max(selection.answerability, _SURE if sure else 0.0)
    chosen.sort(key=lambda each: (each.figure.year or 0, each.figure.start))
    of_region = OF_REGION.search(question.text) is not None
    statements = dict.fromkeys(
        statement_of_figure(each.figure, texts[each.figure.document_id], of_region) for each in chosen
    )
    return FigureAnswer(tuple(statements), confidence)


def _counts_another(question: Question, chosen: Sequence[MatchedFigure]) -> bool:
    """Whether figures are in another unit than is asked for, and only another word stands for what is counted.

    「建几所学校」 is not told by 「新增学位4080个」.
    """
    units = units_asked(question)
    nouns = [each.word for each in question.keywords if each.importance == 1 and len(each.word) > 1]
    return bool(units) and all(
        each.figure.measure not in units and not any(noun in each.span.text for noun in nouns) for each in chosen
    )


def _untold(
    question: Question,
    selection: Selection,
    named: Sequence[MatchedFigure],
    in_time: Sequence[MatchedFigure],
    at_any_time: Sequence[MatchedFigure],
) -> FigureAnswer | None:
    """That only another figure is stated, where no figure fits; None where a sentence may tell it all the same."""
    if any(_is_of_several_years(span) for span in selection.spans[:1]) or _tells_it(question, selection):
        return None  # which of several years a figure is of is not told
    return FigureAnswer((), 0.0) if _states_another(named, in_time, at_any_time) else None


def _tells_it(question: Question, selection: Selection) -> bool:
    """Whether the best sentence surely answers and has a figure of the kind asked for, of whatever metric.

    Where the reader is sure by itself and nearly nothing speaks against it, an amount in any unit is one, and so is any
    rate: 「有多少个老人」 is told in 名, 「多少人注册」 in no unit.
    """
    best = next(iter(selection.spans), None)
    if best is None or selection.answerability < _SURELY_ANSWERS:
        return False
    answers = best.answers or 0.0
    if answers >= _LIKELY and fits_figure_asked(question, best.text):
        return True
    if answers >= SURE and selection.answerability >= _MOST_SURELY and _has_such_figure(question, best.text):
        return True
    if not units_asked(question) and answers < SURE:
        return False
    told = (
        best.told_within(best.start + each.start, best.start + each.end)
        for each in quantities(best.text)
        if is_of_kind_asked(question, each.unit)
    )
    return sum(told) >= _TOLD_SHARE


def _has_such_figure(question: Question, text: str) -> bool:
    """Whether a text tells a rate where one is asked for, else an amount; a date is none."""
    units = [each.unit for each in quantities(text) if each.unit not in _OF_DATES]
    return any((unit in RATES) == asks_rate(question) for unit in units)


def _is_far(question: Question, chosen: Sequence[MatchedFigure], selection: Selection) -> bool:
    """Whether the reader finds another sentence to answer, and those of the figures chosen not to.

    A metric that the question names is told all the same, but not where another sentence surely tells a figure.
    """
    best = next((span for span in selection.spans if not is_ruled_out(question, span)), selection.spans[0])
    read = max((each.span.answers for each in chosen if each.span.answers is not None), default=None)
    if best.answers is None or read is None:
        return False
    if best.answers >= SURE and read < best.answers - _LESS and fits_figure_asked(question, best.text):
        return True
    named = max(each.metric_coverage for each in chosen) >= _SURE_COVERAGE
    return not named and read < _RATHER_NOT and read < best.answers - _FAR


def _are_of_other_indicators(question: Question, told: Sequence[MatchedFigure], figures: Sequence[Figure]) -> bool:
    """Whether the question names an indicator of the report in full, and all figures that are told are of others.

    「固定资产投资的增长目标」 is not that of 地区生产总值, which the plan states in its place.
    """
    words = f"{question.text} {question.in_official_words}"
    is_said = any(share_of_pairs(each.figure.metric, words) for each in told)
    return bool(told) and not is_said and next(indicators_named(words, figures), None) is not None


def _are_of_another_part(question: Question, best: ScoredSpan, figures: Sequence[Figure]) -> bool:
    """Whether the best sentence tells its figures of another part of the place than is asked about."""
    told = [
        each for each in figures if each.document_id == best.passage.document_id and best.start <= each.start < best.end
    ]
    return bool(told) and all(is_before_the_part(question, best, each) for each in told)


def _is_of_several_years(span: ScoredSpan) -> bool:
    period = span.passage.period
    return period.first_year != period.last_year


def _fitting(question: Question, named: Sequence[MatchedFigure]) -> list[tuple[Wish, list[MatchedFigure]]]:
    """The figures that may be meant by each wish, best first; those of a sentence that tells all come first."""
    found, wished = [], wishes(question)
    for wish in wished:
        asked = [each for each in named if grants(wish, each.figure) and is_asked(question, each)]
        if wish.kind is Kind.AMOUNT and Wish(Kind.RATE) in wished:
            asked = [each for each in asked if each.figure.measure not in RATES]
        if not asked and wish == Wish(Kind.AMOUNT) and wording.AIM.search(question.text):
            asked = [each for each in named if grants(Wish(Kind.RATE), each.figure) and is_asked(question, each)]
        near = [each for each in asked if each.score >= _AS_NEAR * named[0].score]
        found.append((wish, _of_the_counted(question, near) or near))
    spans = [{each.span for each in fitting} for _, fitting in found if fitting]
    together = set.intersection(*spans) if len(spans) > 1 else set()
    of_one = question.years or question.role is not None
    later = is_of_many_years if of_one and not OF_MANY_YEARS.search(question.text) else (lambda _: False)
    return [
        (wish, sorted(fitting, key=lambda each: (each.span not in together, later(each), _is_less_full(each, fitting))))
        for wish, fitting in found
    ]


def _of_the_counted(question: Question, fitting: Sequence[MatchedFigure]) -> list[MatchedFigure]:
    """The figures whose metric has the very thing behind 多少: 学位 of 「新建学校，多出多少个学位」."""
    counted = _COUNTED.search(question.text)
    if counted is None:
        return []
    nouns = [each for each in question.keywords if each.importance == 1 and each.word in fold(counted[1])]
    words = [word for each in nouns for word in (each.word, *each.alternatives)]
    return [each for each in fitting if any(word in fold(each.figure.metric) for word in words)]


def _is_less_full(one: MatchedFigure, fitting: Sequence[MatchedFigure]) -> bool:
    """Whether the metric of another figure of the best sentence says all that is asked, and this one does not."""
    best = fitting[0].span
    fully = [each for each in fitting if each.span is best and each.metric_coverage >= _ALL]
    return bool(fully) and one not in fully


def _risen(
    question: Question, selection: Selection, figures: Sequence[Figure], documents: Sequence[Document], rarity: Rarity
) -> FigureAnswer | None:
    """The rise of what a question supposes to have fallen: 「绿地减少了多少」 where the report adds some."""
    asked = replace(question, text=wording.FALLS.sub("增加", question.text))
    found = answer_figure(asked, selection, figures, documents, rarity)
    if found is None or found.confidence < _SURE or not found.statements:
        return None
    risen = [each for each in found.statements if wording.RISES.search(each.text)]
    if not risen:
        return None
    return FigureAnswer((replace(risen[0], text=f"没有，{risen[0].text.replace('：', '', 1)}"),), found.confidence)


def _states_another(
    named: Sequence[MatchedFigure], in_time: Sequence[MatchedFigure], at_any_time: Sequence[MatchedFigure]
) -> bool:
    """Whether the figure asked for is stated, but in another kind or of another year, or aimed at and not reached."""
    if named:
        return named[0].metric_coverage >= _NAMED_COVERAGE
    best = next(iter(at_any_time), None)
    if best is None or best.figure.year is None or best.metric_coverage < _NAMED_COVERAGE:
        return False
    return all(each.metric_coverage < _AS_NEAR * best.metric_coverage for each in in_time)


def _is_one_of_several(question: Question, chosen: MatchedFigure) -> bool:
    """Whether the question asks for more than one, or joins things; 「软件和信息技术服务业」 is one name."""
    if asks_twice(question):
        return True
    several = wording.SEVERAL.search(question.text)
    return several is not None and not all(side in chosen.figure.metric for side in several.groups())
