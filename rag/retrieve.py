"""Bring the passages that a question needs: dense and lexical candidates, fused, in their period."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.encoder import Vectors
from index.types import NO_LIMIT, Candidate, Filter, Passage
from index.words import words_of
from rag.asker import Asker
from rag.question import Question, Wanted, clean, understand
from rag.types import Hit

# Candidates per way before fusion; on one report this is every passage that could matter.
_POOL = 50
# Share of the dense score in the fused one. Chosen on dev: see docs/architecture.md.
_DENSE_WEIGHT = 0.5
# In standard deviations of the fused score: enough to lift the year asked for above its twin, not above another topic.
_PERIOD_BONUS = 1.0
_TERM_BONUS = 4.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """A retrieved passage, its fused score, and its sentences with their cosine to the question."""

    passage: Passage
    score: float
    dense: float
    sentences: tuple[tuple[int, int], ...]  # spans in the document's text
    cosines: tuple[float, ...]


def search(asker: Asker, question: str, k: int = 10, filter: Filter = NO_LIMIT) -> tuple[Hit, ...]:
    """The ``k`` best passages for a question as typed, best first. Raises QuestionError."""
    understood = understand(clean(question), asker.store.documents)
    titles = {document.id: document.metadata.title for document in asker.store.documents}
    return tuple(
        Hit(each.passage, titles[each.passage.document_id], each.score)
        for each in retrieve(asker, understood, filter, k)
    )


def retrieve(asker: Asker, question: Question, limit: Filter, k: int) -> tuple[Evidence, ...]:
    """The ``k`` best passages as evidence, best first."""
    vector = asker.encoder.encode_query(question.in_official_words)
    candidates = asker.store.index.search(vector, words_of(question.search_words), limit, _POOL)
    scored = sorted(
        zip(_fused(candidates), candidates, strict=True),
        key=lambda pair: -(pair[0] + _bonus(question, asker.store.passages[pair[1].position])),
    )
    return tuple(_evidence(asker, question, vector, score, candidate) for score, candidate in scored[:k])


def in_period(question: Question, passage: Passage) -> bool:
    """Whether a passage speaks of the years and the part that the question asks for; true when it asks for none."""
    period = passage.period
    if question.years:
        if any(f"{year}年" in passage.text for year in question.years):
            return True
        if period.first_year is None:
            return period.role is None and bool(question.terms)
        return any(period.first_year <= year <= (period.last_year or period.first_year) for year in question.years)
    return question.role is None or period.role is None or period.role is question.role


def _fused(candidates: Sequence[Candidate]) -> list[float]:
    """Weighted sum of the two scores, each in standard deviations over the candidates.

    It beat reciprocal rank fusion on CMRC (DESIGN.md: R@1 0.982 against 0.965), as it keeps how far apart scores are.
    """
    dense = _standardised([candidate.dense for candidate in candidates])
    lexical = _standardised([candidate.lexical for candidate in candidates])
    fused = _DENSE_WEIGHT * dense + (1 - _DENSE_WEIGHT) * lexical
    return [float(score) for score in fused]


def _standardised(scores: Sequence[float]) -> Vectors:
    values = np.array(scores, dtype=np.float32)
    if not len(values):
        return values
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > 0 else values * 0


def _bonus(question: Question, passage: Passage) -> float:
    bonus = _PERIOD_BONUS if in_period(question, passage) else 0.0
    if question.wanted is Wanted.DEFINITION and _defines(question, passage):
        bonus += _TERM_BONUS
    return bonus


def _defines(question: Question, passage: Passage) -> bool:
    return any(
        named.document_id == passage.document_id and passage.start <= named.term.start < passage.end
        for named in question.terms
    )


def _evidence(asker: Asker, question: Question, vector: Vectors, score: float, candidate: Candidate) -> Evidence:
    passage = asker.store.passages[candidate.position]
    sentences = asker.store.sentences[candidate.position]
    cosines = sentences.vectors @ vector
    return Evidence(
        passage,
        score + _bonus(question, passage),
        candidate.dense,
        sentences.spans,
        tuple(float(cosine) for cosine in cosines),
    )
