"""Bring the passages that a question needs: dense and lexical candidates, fused, in their period."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from index.encoder import Vectors
from index.glossary_lines import is_in_glossary
from index.periods import years_in_digits
from index.types import Candidate, Filter, Passage
from index.words import words_of
from rag.asker import Asker
from rag.nearness import nearness_to
from rag.question import Question, Wanted
from rag.settings import RetrievalSettings


@dataclass(frozen=True, slots=True)
class Evidence:
    """A retrieved passage, its fused score, and its sentences with how near they are to the question.

    As near as cosines tell, those of the default encoder projected (``rag.nearness``).
    """

    passage: Passage
    score: float
    dense: float
    sentences: tuple[tuple[int, int], ...]  # spans in the document's text
    cosines: tuple[float, ...]


# A glossary entry answers these; to others it only says what a word means.
ABOUT_MEANINGS = (Wanted.DEFINITION, Wanted.EXPLANATION, Wanted.TERM)


def retrieve(asker: Asker, question: Question, limit: Filter, k: int) -> tuple[Evidence, ...]:
    """The ``k`` best passages as evidence, best first."""
    settings = asker.settings.retrieval
    official = asker.settings.question.official_words
    vector = asker.encoder.encode_query(question.in_official_words if official else question.text)
    words = words_of(question.search_words if official else question.topic or question.text)
    if question.of_entries:
        of_all = asker.store.index.search(vector, words, limit, len(asker.store.passages))
        candidates = tuple(each for each in of_all if is_entry(asker.store.passages[each.position]))
    else:
        candidates = asker.store.index.search(vector, words, limit, settings.pool)
    nearness = nearness_to(vector, asker.encoder.name)
    cosines = [nearness(asker.store.sentences[candidate.position].vectors) for candidate in candidates]
    scored = [
        (score + _bonus(settings, question, asker.store.passages[candidate.position]), candidate, each)
        for candidate, each, score in zip(candidates, cosines, _fused(settings, candidates, cosines), strict=True)
    ]
    best = sorted(scored, key=lambda each: -each[0])[:k]
    return tuple(_evidence(asker, candidate, each, score) for score, candidate, each in best)


def is_entry(passage: Passage) -> bool:
    """Whether a passage is of a glossary."""
    return is_in_glossary(passage.headings)


def in_period(question: Question, passage: Passage) -> bool:
    """Whether a passage speaks of the years and the part that the question asks for; true when it asks for none."""
    period = passage.period
    if question.years:
        if any(_says_year(passage.text, year) for year in question.years):
            return True
        if period.first_year is None:
            return period.role is None and bool(question.terms)
        return any(year in period.years for year in question.years)
    return question.role is None or period.role is None or period.role is question.role


@lru_cache(8_192)  # of the same passages for one question after another
def _says_year(text: str, year: int) -> bool:
    return f"{year}年" in years_in_digits(text)


def _fused(
    settings: RetrievalSettings, candidates: Sequence[Candidate], sentence_cosines: Sequence[Vectors]
) -> list[float]:
    """Weighted sum of the scores, each in standard deviations over the candidates.

    It beat reciprocal rank fusion on CMRC (DESIGN.md: R@1 0.982 against 0.965), as it keeps how far apart scores are.
    """
    pairs = zip(candidates, sentence_cosines, strict=True)
    nearest = [max(cosines.tolist(), default=candidate.dense) for candidate, cosines in pairs]
    of_sentences = settings.dense_weight * settings.sentence_share
    fused = (
        (settings.dense_weight - of_sentences) * _standardised([candidate.dense for candidate in candidates])
        + of_sentences * _standardised(nearest)
        + (1 - settings.dense_weight) * _standardised([candidate.lexical for candidate in candidates])
    )
    scores: list[float] = fused.tolist()
    return scores


def _standardised(scores: Sequence[float]) -> Vectors:
    values = np.array(scores, dtype=np.float32)
    if not len(values):
        return values
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > 0 else values * 0


def _bonus(settings: RetrievalSettings, question: Question, passage: Passage) -> float:
    bonus = settings.period_bonus if in_period(question, passage) else 0.0
    defines = _defines(question, passage)
    if question.wanted is Wanted.DEFINITION and defines:
        bonus += settings.term_bonus
    if question.told is not None and question.told.is_in(passage) and in_period(question, passage):
        bonus += settings.told_bonus
    if question.wanted not in ABOUT_MEANINGS and is_entry(passage) and not defines:
        bonus -= settings.entry_cost
    return bonus


def _defines(question: Question, passage: Passage) -> bool:
    return any(
        named.document_id == passage.document_id and passage.start <= named.term.start < passage.end
        for named in question.terms
    )


def _evidence(asker: Asker, candidate: Candidate, cosines: Vectors, score: float) -> Evidence:
    return Evidence(
        asker.store.passages[candidate.position],
        score,
        candidate.dense,
        asker.store.sentences[candidate.position].spans,
        tuple(cosines.tolist()),
    )
