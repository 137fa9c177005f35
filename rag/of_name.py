"""What a report tells of a name that a question says: sentences that use it, and those of its glossary entry."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.quantities import quantities
from index.sentences import sentence_spans
from index.terms import fold_name, names_of
from index.types import Passage, Role
from index.words import fold
from rag import wording
from rag.another_year import PERIOD
from rag.clauses import UNBROKEN
from rag.concise import says_of_what
from rag.pointing import names_something
from rag.question import OF_A_FACT, Question, Wanted
from rag.quoted import QUOTED
from rag.reader import LEAD_CHARS, Reader, Reading, clause_spans, line_of
from rag.retrieve import in_period, is_entry
from rag.ruled_out import is_elsewhere
from rag.scored_span import ScoredSpan
from rag.select import only_opens
from rag.shown import share_of_pairs
from rag.statements import statement_of
from rag.types import Span, Statement

_ASKED = (Wanted.USE, Wanted.LIST, Wanted.FACT)
_NAME_CHARS = 3
_BEFORE_NAME = 4  # characters of an entry: its number
_MOST_READ = 12  # of a name that stands everywhere
_MAX_CHARS = 330  # DESIGN.md caps such an answer at 360 without markers; the labels need some of it
_MOST_TOLD = 4
_TOO_LONG_CHARS = 112  # with its label it is no fact any more
_LONG_CHARS = 90  # of a fact: DESIGN.md caps it at 120 without markers
# Logits of the reader: one that it puts this far below the best tells nothing more, and a sentence that does not say
# the name itself has to come as close. Chosen on the dev questions about names, for the reader of four layers; carried
# over to logits at which as many answer.
_AS_WELL, _AS_WELL_OF_SEVERAL, _BESIDE = 2.6, 5.2, 1.3
_MAY_TELL, _MAY_BE_PLANNED, _SURELY_TELLS = -6.0, -8.0, 1.0
_STEEPNESS, _OF_ZERO = 0.27, 1.3  # of the probability that the best one answers, on the same questions
_OF_MENTIONS = re.compile(
    r"哪一?步|进展|进度|怎么样了|提[到及的]|怎么(?:说|讲|写|提)|何处|出现|运用|用到|语境|哪里(?:说|讲|写|有)"
)
_ASKS = re.compile(r"什么|啥|哪|谁|怎|如何|多少|几|多[大高长快]|([\u3400-\u9fff])不\1|[吗没][?？]?$")


@dataclass(frozen=True, slots=True)
class ToldOfName:
    """The statements that tell what is asked of a name, and the probability that they do."""

    statements: tuple[Statement, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class _Line:
    passage: Passage
    start: int
    end: int
    lead: tuple[int, int]
    says_name: bool
    telling: int = -1  # where in the document the clause begins that the reader finds to tell most, if it says

    @property
    def text(self) -> str:
        return self.passage.between(self.start, self.end)


def names_asked_of(question: Question) -> frozenset[str]:
    """The folded names that a question is about: those it quotes, and terms where it names little else."""
    quoted = {name for name in map(fold_name, QUOTED.findall(question.text)) if _is_name(name)}
    terms = {name for named in question.terms for name in names_of(named.term)}
    if quoted or question.wanted is Wanted.USE:
        return frozenset(quoted | terms)
    said = fold(question.text)
    rest = said
    for named in question.terms:
        for name in (named.term.name, *named.term.aliases):
            rest = rest.replace(fold(name), ",")
    return frozenset() if rest == said or names_something(rest) else frozenset(terms)


def _is_name(name: str) -> bool:
    return len(name) >= _NAME_CHARS and not wording.FIVE_YEARS.fullmatch(name)


def told_of_name(
    question: Question, passages: Sequence[Passage], reader: Reader, given: Sequence[Span] = ()
) -> ToldOfName | None:
    """What is asked of a name, by the sentences that say it, are beside them, or explain it; None where none tells."""
    names = names_asked_of(question)
    if question.wanted not in _ASKED or not names or wording.EXPLANATION.search(question.text):
        return None
    of_plan = _asks_of_plan(question, names, passages)
    if not PERIOD.search(question.text):  # 「管住了几样」 may be planned
        question = replace(question, role=None)
    read = _read(question, passages, names, reader)
    elsewhere = [each for each in read if not is_entry(each[0].passage)]
    of_plan = of_plan and bool(elsewhere)
    if elsewhere and (of_plan or _OF_MENTIONS.search(question.text)):
        read = elsewhere
    fresh = [(line, answers) for line, answers in read if not any(_overlap(line, span) for span in given)]
    if of_plan:  # whatever is planned with a name stands where the plan says it
        fresh.sort(key=lambda each: not each[0].says_name)
        if fresh and fresh[0][1] < _MAY_TELL:
            fresh = fresh[:1]
    least = _SURELY_TELLS if given else _MAY_BE_PLANNED if of_plan else _MAY_TELL
    if not fresh or fresh[0][1] < least:
        return None
    told = dict.fromkeys(each for line in _told(question, fresh) for each in _with_announced(line, fresh, names))
    ordered = sorted(told, key=lambda line: (is_entry(line.passage), line.start))
    if (
        len(ordered) == 1
        and len(ordered[0].text) > _LONG_CHARS
        and (question.wanted in OF_A_FACT or wording.WHICH_ONE.search(QUOTED.sub("", question.text)))
    ):
        ordered = [_narrowed(question, ordered[0], names)]
    statements = tuple(statement_of(_span(line)) for line in ordered)
    return ToldOfName(statements, 1 / (1 + math.exp(-_OF_ZERO - _STEEPNESS * fresh[0][1])))


def _narrowed(question: Question, line: _Line, names: frozenset[str]) -> _Line:
    """The words between two commas that say the name and tell what is asked; the line where they do not do both."""
    for unbroken in UNBROKEN.finditer(line.text):
        start, end = line.start + unbroken.start(), line.start + unbroken.end()
        says_name = any(name in fold_name(unbroken.group()) for name in names)
        if says_name and start <= line.telling < end and says_of_what(question, unbroken.group()):
            return replace(line, start=start, end=end)
    return _around(line, names) if len(line.text) > _TOO_LONG_CHARS else line


def _around(line: _Line, names: frozenset[str]) -> _Line:
    """The clauses from the one that says the name to the one that tells what is asked; the line where they are long."""
    spans = [(line.start + each.start(), line.start + each.end()) for each in UNBROKEN.finditer(line.text)]
    naming = [
        (start, end)
        for start, end in spans
        if any(name in fold_name(line.text[start - line.start : end - line.start]) for name in names)
    ]
    telling = [(start, end) for start, end in spans if start <= line.telling < end]
    if not naming or not telling:
        return line
    start, end = min(naming[0][0], telling[0][0]), max(naming[0][1], telling[0][1])
    return replace(line, start=start, end=end) if end - start <= _LONG_CHARS else line


def _asks_of_plan(question: Question, names: frozenset[str], passages: Sequence[Passage]) -> bool:
    """Whether it is asked what is intended with a name, which no entry tells: by a word, or by the year of the plan."""
    rest = fold_name(question.text)
    for name in names:
        rest = rest.replace(name, "")  # 「安心计划」
    years = {year for passage in passages if passage.period.role is Role.PLAN for year in passage.period.years}
    return wording.PLAN.search(rest) is not None or not years.isdisjoint(question.years)


def _read(
    question: Question, passages: Sequence[Passage], names: frozenset[str], reader: Reader
) -> list[tuple[_Line, float]]:
    """The lines about the names with the reader's logit that each answers, best first."""
    found = [line for passage in passages for line in _lines(question, passage, names)]
    lines = [line for line in found if len(line.text) <= _MAX_CHARS and not only_opens(question, line.text)]
    lines.sort(key=lambda line: (-share_of_pairs(question.text, line.text), not line.says_name))
    lines = lines[:_MOST_READ]
    asked = question.text
    for place in question.places:
        asked = asked.replace(place, "")
    readings = reader.read(asked, [line_of(line.passage, line.start, line.end, line.lead) for line in lines])
    judged = [
        (replace(line, telling=_telling(line, reading)), reading.answers)
        for line, reading in zip(lines, readings, strict=True)
    ]
    return sorted(judged, key=lambda each: -each[1])


def _telling(line: _Line, reading: Reading) -> int:
    clauses = zip(reading.clauses, clause_spans(line.text), strict=False)  # a reader may tell of none
    best, (start, _) = max(clauses, default=(-math.inf, (0, 0)))
    return line.start + start if math.isfinite(best) else -1


def _lines(question: Question, passage: Passage, names: frozenset[str]) -> Iterator[_Line]:
    """The sentences of a passage that say one of the names or stand beside one that does; of a glossary, its entry."""
    said = fold_name(passage.text)
    if not any(name in said for name in names) or is_elsewhere(question, passage) or not in_period(question, passage):
        return
    spans = [(passage.start + start, passage.start + end) for start, end in sentence_spans(passage.text)]
    if is_entry(passage):
        if any(name in said[: len(name) + _BEFORE_NAME] for name in names):
            yield from (_Line(passage, start, end, spans[0], says_name=True) for start, end in spans)
        return
    says = [_says(passage, span, names) for span in spans]
    for at, (start, end) in enumerate(spans):
        if any(says[max(0, at - 1) : at + 2]):
            yield _Line(passage, start, end, spans[0], says[at])


def _says(passage: Passage, span: tuple[int, int], names: frozenset[str]) -> bool:
    said = fold_name(passage.between(*span))
    return any(name in said for name in names)


def _told(question: Question, read: Sequence[tuple[_Line, float]]) -> list[_Line]:
    """The first line, and those that tell nearly as well as the best one, as many as fit."""
    best = max(answers for _, answers in read)
    several = len(_ASKS.findall(question.text)) > 1
    margin = _AS_WELL_OF_SEVERAL if several else _AS_WELL
    told: list[_Line] = []
    for line, answers in read:
        near = answers >= best - (margin if line.says_name else _BESIDE)
        chars = sum(len(each.text) for each in told)
        if not told or (near and len(told) < _MOST_TOLD and chars + len(line.text) <= _MAX_CHARS):
            told.append(line)
    return told


def _with_announced(line: _Line, read: Sequence[tuple[_Line, float]], names: frozenset[str]) -> list[_Line]:
    """A sentence that only announces what is told of a name (「“一岛一策”成果丰硕。」) with the next one."""
    opens = (line.start, line.end) == line.lead or fold_name(line.text).startswith(tuple(names))
    announces = opens and len(line.text) <= LEAD_CHARS and not quantities(line.text)
    if not announces or is_entry(line.passage):
        return [line]
    return [line, *(each for each, _ in read if each.passage == line.passage and each.start == line.end)]


def _overlap(line: _Line, span: Span) -> bool:
    return line.passage.document_id == span.document_id and line.start < span.end and span.start < line.end


def _span(line: _Line) -> ScoredSpan:
    return ScoredSpan(line.passage, line.start, line.end, 0.0, 0.0, 0.0, 0.0, bool(quantities(line.text)))
