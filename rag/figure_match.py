"""Match a question for a figure with the figures that its evidence states: metric, kind of unit, year."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from index.quantities import COUNTS, quantities
from index.types import Figure, FigureKind, Role
from index.words import fold
from rag import wording
from rag.clauses import MARK
from rag.figure_asked import asks_rate, units_asked
from rag.keyword_coverage import Rarity, Weights, coverage_of, weights_of
from rag.needs import lacks_what_is_asked
from rag.one_indicator import OF_MANY_YEARS
from rag.question import Question
from rag.ruled_out import is_elsewhere, is_of_another
from rag.scored_span import ScoredSpan
from rag.shown import share_of_pairs
from rag.units import RATES, same_unit
from rag.which_kind import counts_another, says_other_kind

# Chosen on dev. A word of the question that stands in the sentence but not with the metric counts a third.
_BESIDE_SHARE = 1 / 3
_METRIC_SHARE, _METRIC_TELLS, TELLING_CHARS = 0.5, 0.8, 4  # a short metric (项目, 企业) tells little
_RANK_COST = 0.05
_TOLD_WEIGHT = 0.5  # of the share of the answer that the reader finds in the figure's clause
_NAMED_SHARE = 0.5  # of the metric's pairs of characters; below it the clause leans on the one before
# Between two figures of one metric: 「、增长」, and not the noun of the first, 「35个国家57个城市」.
_VERB = re.compile(
    r"(?:同比|预计|约|累计)?(?:增[长加至]?|下降|减少|提[高升]|升|降[低至]?|完成|实现|突破|超过?|达|为|占比?|排名?|位?居|比重)?[到至了约]?"
)
_OF_A_PART = re.compile(r"[\u3400-\u9fff]{2}(?:[区县镇乡]|街道|开发区)(?![域内间级])")
LEAST_COVERAGE = 0.3  # of the question's words, by metric and clause
_ALL_THERE_ARE = re.compile(r"到.{0,8}(?:年底|年末|目前|现在)|(?:一共|总共|共|现|现在|目前)有|总数|存量|保有量|现有")
_ADDED = re.compile(r"新(?:[增建设开签认聘招]|改建|培育|引进)|净增|引[进育]|增[加设]")
_IN_ALL = re.compile(r"总[数量]|总计|累计")  # 「新建成8个泊位、总数达23个」
# What was done, as questions and as reports say it: schools that got air conditioning were not built.
_DOINGS = (
    (
        re.compile(r"(?:新|修|扩|[要会])建|[建盖](?:成|设|好|起)?了|[建盖](?:多少|几)"),
        re.compile(r"建|竣工|投[用产运]|落成|启用|[开完]工|使用|打造|设[立置]|新增|增设|布[局设]|开[设放]"),
    ),
    (re.compile(r"改[造好完]|改了|翻[新修]|整修"), re.compile(r"改|提档|更新|整治|修|升级|提升|换")),
)
_SHARE_ASKED = re.compile(r"占比|比重|(?<![增长减降升缩])(?<![增长减降升缩]的)比例|占.{0,10}(?:多少|百分之|几成)")
_SHARE_TOLD = re.compile(r"占|比重|比例|率")
_LEVEL_TOLD = re.compile(r"(?:达到?|为|[至到在于过超])约?$")
_CHANGE_TOLD = re.compile(r"(?:[增涨升降减跌]|提高|扩大|缩)[^,，、;；]*$")
_NAMES_RATE = re.compile(r"(?:率|比重|比例|占比)$")
_KIND_WORD = re.compile(r"增[速幅]|涨幅|增长率?|速度")
_CHANGES = ("up", "down")


class Kind(StrEnum):
    """The kinds of figures that questions ask for."""

    AMOUNT = "amount"
    RATE = "rate"
    RANK = "rank"


@dataclass(frozen=True, slots=True)
class Wish:
    """A figure of a kind, in a unit where the question names one: 「多少家」."""

    kind: Kind
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class MatchedFigure:
    """A figure, the sentence that states it, and how well it fits what is asked (higher is better)."""

    figure: Figure
    span: ScoredSpan
    score: float
    metric_coverage: float  # of the question's words, by metric and clause


def match_figures(
    question: Question, spans: Sequence[ScoredSpan], figures: Sequence[Figure], rarity: Rarity
) -> tuple[MatchedFigure, ...]:
    """The figures of ``spans`` in the time that is asked about, best first."""
    question = _without_kind(question)
    weights = weights_of(question, rarity)
    inside = _by_place(figures)
    found = []
    for rank, span in enumerate(spans):
        in_time = [each for each in inside(span) if _in_time(question, each)]
        if not in_time or _is_of_another(question, span) or lacks_what_is_asked(question.text, span.text):
            continue
        of_sentence = coverage_of(weights, span.text, " ".join(span.passage.headings))
        for figure in in_time:
            if not is_before_the_part(question, span, figure):
                score, metric_coverage = _matched(question, weights, span, figure, of_sentence)
                found.append(MatchedFigure(figure, span, score - _RANK_COST * rank, metric_coverage))
    return tuple(sorted(found, key=lambda each: (-each.score, _is_before_its_name(each))))


def _by_place(figures: Sequence[Figure]) -> Callable[[ScoredSpan], Sequence[Figure]]:
    """The figures that begin inside a span, in the order of the text."""
    ordered = sorted(figures, key=_place)
    places = list(map(_place, ordered))

    def inside(span: ScoredSpan) -> Sequence[Figure]:
        document = span.passage.document_id
        return ordered[bisect_left(places, (document, span.start)) : bisect_left(places, (document, span.end))]

    return inside


def _place(figure: Figure) -> tuple[str, int]:
    return figure.document_id, figure.start


def is_before_the_part(question: Question, span: ScoredSpan, figure: Figure) -> bool:
    """Whether a sentence comes to the part of the place that is asked about in a clause behind another's figure."""
    end = figure.end - span.start
    said = [place for part in question.parts for place in [span.text.find(part)] if place >= 0]
    behind = bool(said) and min(said) > end and MARK.search(span.text, end, min(said)) is not None
    return behind and _OF_A_PART.search(span.text, 0, end) is not None


def _is_before_its_name(matched: MatchedFigure) -> bool:
    """Whether a figure only counts whose its metric is: 6 of 「6个试点城市开工安置住房7万套」."""
    span, figure = matched.span, matched.figure
    before = span.text[max(0, figure.clause_start - span.start) : figure.start - span.start]
    return share_of_pairs(figure.metric, before) < _NAMED_SHARE


def _without_kind(question: Question) -> Question:
    """The question without words for the kind of figure, where others tell of what: a metric has none of them."""
    of_what = tuple(each for each in question.keywords if not _KIND_WORD.fullmatch(each.word))
    return replace(question, keywords=of_what) if of_what else question


def _is_of_another(question: Question, span: ScoredSpan) -> bool:
    return is_elsewhere(question, span.passage) or is_of_another(question, span)


def named_figures(
    question: Question, spans: Sequence[ScoredSpan], matched: Sequence[MatchedFigure], rarity: Rarity
) -> list[MatchedFigure]:
    """Of ``matched``, the figures whose metric the question names, best first."""
    telling = _telling_words(_without_kind(question), spans, rarity)
    return [
        each
        for each in matched
        if each.metric_coverage >= LEAST_COVERAGE and (not telling or any(word in _around(each) for word in telling))
    ]


def _telling_words(question: Question, spans: Sequence[ScoredSpan], rarity: Rarity) -> tuple[str, ...]:
    """The rarest noun of the question, or its official words, if the evidence knows it: 瞪羚 is not 高新技术."""
    nouns = [each for each in question.keywords if each.importance == 1.0]
    telling = max(nouns, key=lambda each: rarity((each.alternatives or (each.word,))[0][-2:]), default=None)
    words = () if telling is None else (telling.word, *telling.alternatives)
    known = any(word in fold(span.text) for word in words for span in spans)
    return words if known else ()


def _around(matched: MatchedFigure) -> str:
    return fold(" ".join((*matched.span.passage.headings, matched.figure.metric, matched.span.text)))


def wishes(question: Question) -> tuple[Wish, ...]:
    """What is asked for: amounts, or an amount with its rate and its rank: 「完成额、增速及位次」."""
    rate = (Wish(Kind.RATE),) if asks_rate(question) else ()
    rank = (Wish(Kind.RANK),) if wording.RANK.search(question.text) else ()
    if rate or rank:
        amount = (Wish(Kind.AMOUNT),) if wording.AMOUNT_TOO.search(question.text) else ()
        return (*amount, *rate, *rank)
    return tuple(Wish(Kind.AMOUNT, unit) for unit in units_asked(question)) or (Wish(Kind.AMOUNT),)


def is_asked(question: Question, matched: MatchedFigure) -> bool:
    """Whether a figure counts what is asked: all there are, and not those added; what was built, and not equipped."""
    whole = _ALL_THERE_ARE.search(question.text) is not None and _ADDED.search(question.text) is None
    figure, text, begin = matched.figure, matched.span.text, matched.span.start
    before = text[max(0, figure.clause_start - begin) : figure.start - begin]
    clause = before[max(map(before.rfind, "，,；;、")) + 1 :] + text[figure.start - begin : figure.clause_end - begin]
    clause = f"{figure.metric} {clause}"
    if any(asked.search(question.text) and not said.search(clause) for asked, said in _DOINGS):
        return False
    of_share = figure.measure in RATES or not wording.AMOUNT_TOO.search(question.text)
    tells_share = _SHARE_TOLD.search(clause) is not None or _is_level(figure, before)
    if of_share and _SHARE_ASKED.search(question.text) and not tells_share:
        return False
    if says_other_kind(question.text, clause) or _counts_another(question, figure):
        return False
    return not (whole and _ADDED.search(clause) and not _IN_ALL.search(clause))


def _is_level(figure: Figure, before: str) -> bool:
    """Whether a percentage is a level, and no growth, by the words before it: 「资产总额达到70%以上」."""
    direction = None if figure.change is None else figure.change.direction
    is_told = _LEVEL_TOLD.search(before) is not None and not _CHANGE_TOLD.search(before)
    return figure.measure in RATES and direction not in _CHANGES and is_told


def _counts_another(question: Question, figure: Figure) -> bool:
    """Whether things are counted, and the figure is of other things that are parts of them."""
    asked = units_asked(question)
    if not asked or not COUNTS.issuperset(asked) or figure.measure not in COUNTS:
        return False
    nouns = [each for each in question.keywords if each.importance == 1 and len(each.word) > 1]
    last = max(nouns, key=lambda each: fold(question.text).rfind(each.word), default=None)
    if last is None:
        return False
    said = f"{question.text} {question.in_official_words}"
    return counts_another(said, (last.word, *last.alternatives), figure.metric)


def is_of_many_years(matched: MatchedFigure) -> bool:
    """Whether a figure is of what was done in several years together: 「“十四五”以来累计建成…」."""
    figure, begin = matched.figure, matched.span.start
    return (
        OF_MANY_YEARS.search(matched.span.text[max(0, figure.clause_start - begin) : figure.start - begin]) is not None
    )


def grants(wish: Wish, figure: Figure) -> bool:
    """Whether a figure is of the kind wished for, an amount in a unit of its kind."""
    direction = None if figure.change is None else figure.change.direction
    if wish.kind is Kind.RANK:
        return direction == "rank"
    if wish.kind is Kind.RATE:
        return direction != "rank" and (figure.measure in RATES or direction in _CHANGES)
    is_rate = (
        figure.measure in RATES and wish.unit is None and (direction in _CHANGES or _NAMES_RATE.search(figure.metric))
    )
    return direction != "rank" and not is_rate and same_unit(wish.unit, (figure.measure,))


def _matched(
    question: Question, weights: Weights, span: ScoredSpan, figure: Figure, of_sentence: float
) -> tuple[float, float]:
    """The score, and how much of the question the metric holds, or of the metric a rambling question."""
    metric = f"{figure.scope or ''}{figure.metric}"
    of_question = coverage_of(weights, metric, "")
    of_metric = share_of_pairs(metric, f"{question.topic} {question.in_official_words}")
    score = of_question + _BESIDE_SHARE * max(0.0, of_sentence - of_question) + _METRIC_SHARE * of_metric
    score += _TOLD_WEIGHT * span.told_within(figure.start, figure.end)
    named = of_metric if len(figure.metric) >= TELLING_CHARS else 0.0
    return score, max(of_question, _METRIC_TELLS * named)


def _in_time(question: Question, figure: Figure) -> bool:
    if question.years:  # 「2030年的目标」 of a report that reviews 2030 is not what was done
        aimed = figure.kind is FigureKind.TARGET or question.role is not Role.PLAN
        return figure.year in question.years and aimed
    if question.role is None:
        return True
    return (figure.kind is FigureKind.TARGET) == (question.role is Role.PLAN)


def stated(text: str, figure: Figure) -> str:
    """The figure with its metric in the report's words, without the clause's others: 「地区生产总值增长7.4%」."""
    before = text[figure.clause_start : figure.start]
    others = quantities(before)
    if not others:
        behind = text[figure.end : figure.clause_end]
        cut = next((at for at, character in enumerate(behind) if character in "，,、；;。"), len(behind))
        shown = text[figure.clause_start : figure.end + cut]
    else:
        between = before[others[-1].end :].lstrip("，,、；;和及并且 ")
        named = between.rfind(figure.metric[-2:])
        is_row = not before[others[-1].end :].strip("、和与及") and others[-1].unit == figure.measure
        if "分别" in before or is_row or (named < 0 and not _VERB.fullmatch(between)):
            shown = text[figure.clause_start : figure.clause_end]  # it must be read whole
        else:
            shown = figure.metric + (between if named < 0 else between[named + 2 :]) + figure.text
    return shown if share_of_pairs(figure.metric, shown) >= _NAMED_SHARE else f"{figure.metric}：{shown}"
