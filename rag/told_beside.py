"""Parts of one question are mostly told near each other: what answers one is where another is looked for first."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.quantities import quantities
from index.store import Store
from index.types import Passage
from rag.asker import Asker
from rag.drafted import Drafted, checked
from rag.figure_asked import fits_figure_asked
from rag.generate import Draft, generate
from rag.question import Question, Wanted
from rag.reports import Reports
from rag.retrieve import in_period
from rag.ruled_out import is_ruled_out
from rag.scored_span import ScoredSpan, Selection
from rag.told_before import ToldBefore

# Logits of the reader for the sentence nearest to a part of a question, over 90 parts of the dev questions that found
# no answer: beside what answers another part, 13 of the 14 with a figure of the kind asked for tell it; elsewhere a
# sentence of a part that is not answered reaches 3.
_FIGURE_BESIDE, _BESIDE, _OTHER_UNIT_BESIDE, _ANYWHERE = -4.0, 0.5, 2.0, 5.0
_CONFIDENCE = 0.6  # of such an answer
_UNSURE, _BESIDE_THE_POINT = 0.5, -4.0  # of the only part that is told


def near_answer(store: Store, question: Question, answers: Sequence[Drafted]) -> Question:
    """A part of a question with what answers another, the last of ``answers``: it is likelier told beside that."""
    other = answers[-1] if answers else None
    if question.told is not None or other is None or other.is_computed or not other.draft.statements:
        return question
    span = other.draft.statements[0].spans[0]
    for passage, sentences in zip(store.passages, store.sentences, strict=True):
        if passage.document_id == span.document_id and passage.start <= span.start < passage.end:
            told = (ToldBefore(passage, *each, sentences.spans[0]) for each in sentences.spans)
            return replace(question, told=next((each for each in told if each.start <= span.start < each.end), None))
    return question


def asked_again(store: Store, drafted: Sequence[Drafted], answer: Callable[[Drafted], Drafted]) -> list[Drafted]:
    """The answers to the parts of a question, those that are missing asked again beside the last that was found."""
    found = [each for each in drafted if each.draft.statements]
    told = []
    for each in drafted:
        question = each.question if each in found else near_answer(store, each.question, found)
        is_near = question is not each.question and each.documents == found[-1].documents
        again = answer(replace(each, question=question)) if is_near else each
        told.append(again if again.draft.statements else each)
    return told


def with_parts_told_beside(asker: Asker, drafted: Sequence[Drafted]) -> list[Drafted]:
    """The answers to the parts of a question, those that are missing told by what stands beside the others."""
    answered = [each for each in drafted if each.draft.statements]
    if len(drafted) > len(answered) and all(map(_is_beside_the_point, answered)):
        return [replace(each, draft=Draft(())) for each in drafted]
    return [each if each.draft.statements else _told_beside(asker, each, answered) for each in drafted]


def _is_beside_the_point(told: Drafted) -> bool:
    """Whether the reader finds that what answers a part does not, and nothing else makes it sure."""
    read = told.nearest.answers if told.nearest is not None else None
    return not told.is_computed and told.confidence < _UNSURE and read is not None and read < _BESIDE_THE_POINT


def _told_beside(asker: Asker, missing: Drafted, answered: Sequence[Drafted]) -> Drafted:
    """The missing part answered by the sentence nearest to it, where that tells what is asked."""
    nearest, others = missing.nearest, [each for each in answered if each.documents == missing.documents]
    if nearest is None or nearest.answers is None or len(missing.documents) != 1 or not others:
        return missing
    question = _of_the_same_places(missing.question, nearest, others)
    if is_ruled_out(question, nearest) or not in_period(question, nearest.passage):
        return missing
    is_beside = any(_rests_on(nearest.passage, each) for each in others)
    if nearest.answers < _least(question, nearest, is_beside=is_beside):
        return missing
    draft = generate(question, Selection((nearest,), _CONFIDENCE), asker.store.index.rarity, missing.documents)
    statements = checked(question, draft.statements, nearest, Reports(asker.store))
    return replace(missing, draft=replace(draft, statements=statements, missing=()), confidence=_CONFIDENCE)


def _least(question: Question, nearest: ScoredSpan, *, is_beside: bool) -> float:
    """The least logit at which a sentence is told."""
    fits = fits_figure_asked(question, nearest.text)
    if question.wanted is Wanted.FIGURE and is_beside:
        return _FIGURE_BESIDE if fits else _OTHER_UNIT_BESIDE if quantities(nearest.text) else _ANYWHERE
    return _BESIDE if is_beside else _ANYWHERE


def _of_the_same_places(question: Question, nearest: ScoredSpan, answered: Sequence[Drafted]) -> Question:
    """The question without the places that limit no answer: those that an answered part says, and far ends of lines.

    A report writes the latter with one character: 「沪苏湖高铁」 for the line to 湖州.
    """
    said = {place for each in answered for place in each.question.foreign_places}
    said |= {
        place
        for place in question.foreign_places
        if set(place) & set(nearest.text)
        and re.search(rf"[到往至通连接从]{place}|{place}(?:那[边头]|方向)", question.text)
    }
    return replace(
        question,
        foreign_places=tuple(place for place in question.foreign_places if place not in said),
        parts=tuple(part for part in question.parts if part not in said),
    )


def _rests_on(passage: Passage, told: Drafted) -> bool:
    """Whether an answer rests on words of the passage."""
    return any(
        span.document_id == passage.document_id and passage.start <= span.start < passage.end
        for statement in told.draft.statements
        for span in statement.spans
    )
