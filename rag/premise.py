"""What a question supposes and the report tells otherwise: its state, its grade, a rise of what fell."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.types import Passage, Role
from rag import wording
from rag.asker import Asker
from rag.by_then import done_already, only_striven_for
from rag.clauses import CLAUSE, JOINS_ITEMS
from rag.denied import denied
from rag.grades import another_grade
from rag.held import Held, claims_of, hold, hold_in, told_of_another_time
from rag.keyword_coverage import Rarity
from rag.only import only_one, supposes_several
from rag.question import Question, Wanted, understand
from rag.reread import selected
from rag.retrieve import retrieve
from rag.same_thing import Telling
from rag.scope import Scope
from rag.scored_span import ScoredSpan, Selection
from rag.stages import Stage, Told, told_of
from rag.supposed import Supposed, supposed_stage, supposed_undone
from rag.told_span import told_span
from rag.verdict import NO, NOT_SO, NOT_YET, YES, asks_of_now, is_to_be_done
from rag.whose import told_of_another

_DONE = re.compile(
    r"(?:盖|修|建|办|装|搞|弄)好了(?!以?后)|(?:建成|完工|竣工|开张|开业|投用|启用|通车|开通|落成|上线)(?:了(?!以?后)|的)"
    r"|已经(?:全)?[建修盖开完通投落启装动][\u3400-\u9fff]{0,3}(?:了|的)|已经?是(?=[^,，。]{4,}[吗吧])"
    r"|(?:评上|获评|入选|升为|晋升|成为)(?=[^,，。]{2,16}(?:以后|之后|后$))"
)
_OF_DONE = re.compile(
    r"(?:以|之)后$|眼下|如今|已经?|早?就(?![业医读近])|(?<![首成])都(?!市)|全部|是不是|的那个?|那个|(?:吗|吧)$|了(?:吗|吧)?$"
)
_SURELY_PLANNED = 0.8  # the dev questions that wrongly take something for done are at 0.96 and more, three of twelve
_READ = 2  # sentences of the plan, and of the review: as right as with eight
_ASKS_FOR_OTHERS = re.compile(r"还有|别的|其[他它]")
_OF_LAST_YEAR = "不是，那是去年的"
_LIKELY = 0.5  # answerability of a sentence that tells another place than is supposed
_FEWEST_CHARS = 5  # of a clause that names what is done
_TOLD_BY_NAME = 0.9  # that a correction holds; of 49 to dev questions, which none of 1,463 got wrongly, all did
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Correction:
    """What is said to a question that supposes something else (「没有」), the words that tell it, how sure it is."""

    said: str
    span: ScoredSpan
    confidence: float
    goes_on: ScoredSpan | None = None  # what is planned of it


def corrected(asker: Asker, scope: Scope, find: Callable[[], Selection]) -> Correction | None:
    """What the report tells otherwise than the question supposes; None where it tells nothing of that."""
    question, rarity = scope.question, asker.store.index.rarity
    one = scope.documents[0].id if len(scope.documents) == 1 else ""
    body, every = asker.store.body_of(one), asker.store.passages_of(one)
    done = done_already(question, body)
    if done is not None:
        return Correction(NOT_SO, _span(question, done), _TOLD_BY_NAME)
    undone = supposed_undone(question.text)
    told_done = _done_all_the_same(undone, body) if undone is not None else None
    if told_done is not None:
        return Correction(NOT_SO, _span(question, told_done), _TOLD_BY_NAME)
    supposed = supposed_stage(question.text)
    told = _told_of_first(supposed.name, body) if supposed is not None else ()
    is_told = any(each.stage is not None for each in told)
    behind = _of_stage(question, supposed, told, body) if supposed is not None and is_told else None
    if behind is not None:
        return behind
    by_name = _by_name(question, body, every, rarity)
    if by_name is not None:
        said, telling = by_name
        return Correction(said, _span(question, telling), _TOLD_BY_NAME)
    planned = None if is_told else only_planned(asker, scope)
    if planned is not None:
        return Correction(NOT_YET, planned.spans[0], planned.answerability)
    return _of_nearest(question, rarity, find)


def _told_of_first(name: str, passages: Sequence[Passage]) -> tuple[Told, ...]:
    """What is told of a name, or of the first of those that it joins: 「图书馆和博物馆」."""
    return told_of(name, passages) or next(
        (told for each in JOINS_ITEMS.split(name) if each != name and (told := told_of(each, passages))), ()
    )


def _done_all_the_same(undone: Supposed, passages: Sequence[Passage]) -> Told | None:
    """The clause of a review that tells for done what a question takes for undone."""
    told = (each for each in told_of(undone.name, passages) if not each.is_planned and each.stage is not None)
    return next((each for each in told if each.stage is not None and each.stage >= undone.stage), None)


def _by_name(
    question: Question, body: Sequence[Passage], every: Sequence[Passage], rarity: Rarity
) -> tuple[str, Told | Telling] | None:
    """The word that is said, and the clause that names the very thing and tells it otherwise."""
    only = only_one(question, every, rarity)
    if only is not None and supposes_several(question.text):
        return (NO if _ASKS_FOR_OTHERS.search(question.text) else NOT_SO), only
    if only is not None and question.wanted is Wanted.YES_NO:
        return YES, only
    grade = another_grade(question.text, body)
    if grade is not None:
        return NOT_SO, grade
    held = hold(question, every, rarity)
    said = None if held is None else _said_of(question, held)
    if held is not None and said is not None:
        return said, held.telling
    found: tuple[tuple[str, Callable[[], Telling | None]], ...] = (
        (NOT_YET, lambda: only_striven_for(question, body)),
        (NOT_SO, lambda: told_of_another(question, every, rarity)),
        (_OF_LAST_YEAR, lambda: told_of_another_time(question, Role.PLAN, body, rarity)),
        (NOT_YET, lambda: told_of_another_time(question, Role.REVIEW, body, rarity)),
        (NOT_SO, lambda: denied(question, body, rarity)),
    )
    return next(((said, told) for said, find in found if (told := find()) is not None), None)


def _of_stage(
    question: Question, supposing: Supposed, told: Sequence[Told], passages: Sequence[Passage]
) -> Correction | None:
    """That a named thing has not come as far as supposed, by the clauses that name it."""
    supposed = supposing.stage
    done = [each for each in told if not each.is_planned and each.stage is not None]
    if any(each.stage is not None and each.stage >= supposed for each in done):
        return None
    first = min(question.years, default=0)
    behind = [each for each in done if max(each.passage.period.years, default=first) >= first]
    planned = [each for each in told if each.is_planned and each.stage is not None]
    if behind:
        of_plan = told_of(supposing.name, [each for each in passages if each.period.role is Role.PLAN])
        goes_on = next((each for each in of_plan if each.stage is not None), None)  # named with fewer words, maybe
        return Correction(
            NO, _span(question, behind[0]), _TOLD_BY_NAME, _span(question, goes_on) if goes_on is not None else None
        )
    furthest = max((each.stage for each in planned if each.stage is not None), default=supposed)
    if planned and furthest < supposed and first in planned[0].passage.period.years:
        return Correction(NO, _span(question, planned[-1]), _TOLD_BY_NAME)
    is_going_on = any(each.stage is Stage.GOING_ON for each in planned)
    if not planned or (supposed is Stage.BEGUN and is_going_on) or first in planned[0].passage.period.years:
        return None
    return Correction(NOT_YET, _span(question, planned[0]), _TOLD_BY_NAME)


def _of_nearest(question: Question, rarity: Rarity, find: Callable[[], Selection]) -> Correction | None:
    """That the sentence which surely answers tells otherwise than is supposed."""
    if question.wanted is Wanted.COMPARISON or not any(claims_of(question)):
        return None
    selection = find()
    if selection.answerability < _LIKELY:
        return None
    held = hold_in(question, selection.spans[:_NEAREST], rarity)
    said = None if held is None else _said_of(question, held)
    if held is None or said is None:
        return None
    return Correction(said, _span(question, held.telling), _TOLD_BY_NAME)


def _said_of(question: Question, held: Held) -> str | None:
    """The word for what is told of a claim; None where it is so, and no one asks whether it is."""
    if not held.is_so:
        return NO if held.claim.is_denial else NOT_SO
    if not held.claim.is_asked:
        return None
    is_planned = held.telling.passage.period.role is Role.PLAN
    return NOT_YET if is_planned and asks_of_now(question.text) else YES


def _span(question: Question, told: Told | Telling) -> ScoredSpan:
    telling = told if isinstance(told, Telling) else told.telling
    return ScoredSpan(telling.passage, *told_span(question, telling), 0.0, 0.0, 0.0, 0.0, has_figure=False)


def only_planned(asker: Asker, scope: Scope) -> Selection | None:
    """What plans that which the question takes for done, best first; None where it takes nothing for done, or it is."""
    clause = supposed_done(scope.question.text)
    if clause is None:
        return None
    asked = understand(f"{clause}了吗", scope.documents)
    planned = _selected(asker, replace(asked, role=Role.PLAN, years=()), scope)
    best = next(iter(planned.spans), None)
    if best is None or planned.answerability < _SURELY_PLANNED or not is_to_be_done(clause, best.text):
        return None
    done = _selected(asker, replace(asked, role=Role.REVIEW, years=()), scope)
    return None if done.spans and done.spans[0].score >= best.score else planned


def supposed_done(question: str) -> str | None:
    """The clause that takes something for done, without its time: 「南馆去年就建好了，怎么预约」 gives 「南馆建好」."""
    clauses = CLAUSE.findall(question)
    at = next((at for at, clause in enumerate(clauses) if _DONE.search(clause)), None)
    if at is None or wording.PLAN.search(clauses[at]) or wording.FIGURE.search(clauses[at]) or "哪" in clauses[at]:
        return None
    supposed = _bare(clauses[at])
    return supposed if len(supposed) >= _FEWEST_CHARS or at == 0 else _bare(clauses[at - 1]) + supposed


def _bare(clause: str) -> str:
    return _OF_DONE.sub("", wording.TIME.sub("", clause)).strip()


def _selected(asker: Asker, question: Question, scope: Scope) -> Selection:
    evidence = retrieve(asker, question, scope.limit, asker.settings.answer.passages)
    return selected(asker, question, evidence, _READ)
