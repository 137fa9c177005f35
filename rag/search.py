"""Search: the passages for a question as typed; those that score alike are told apart by their sentences."""

import math
from collections.abc import Sequence
from dataclasses import replace

from index.types import NO_LIMIT, Filter, Passage
from rag.asker import Asker
from rag.courtesies import without_courtesies
from rag.question import Question, clean, understand
from rag.retrieve import ABOUT_MEANINGS, Evidence, retrieve
from rag.scope import scopes_of
from rag.scored_span import ScoredSpan
from rag.select import select
from rag.spelling import corrected
from rag.types import Hit

# Passages whose fused scores are less apart than this, in standard deviations, are told apart by their sentences.
# Chosen on 636 dev questions over eight reports; CMRC is best by the fused score. To have the trained reader read the
# sentences first put no more of the right passages first than luck would, and took 60 ms (docs/retrieval.md).
_CLOSE = 1.25
_MOST_CLOSE = 8  # passages, as many as an answer reads


def search(asker: Asker, question: str, k: int = 10, filter: Filter = NO_LIMIT) -> tuple[Hit, ...]:
    """The ``k`` best passages for a question as typed, best first. Raises QuestionError."""
    cleaned = clean(without_courtesies(question))
    if asker.settings.question.spelling:
        cleaned = corrected(cleaned, asker.store.index)
    understood = understand(cleaned, asker.store.documents)
    limit = filter
    if understood.places or understood.years:  # they select reports, as for an answer
        scopes = scopes_of(asker.store, understood, filter)
        ids = tuple(dict.fromkeys(document.id for scope in scopes for document in scope.documents))
        limit = replace(filter, documents=ids) if ids else filter
    titles = {document.id: document.metadata.title for document in asker.store.documents}
    found = retrieve(asker, understood, limit, max(k, _MOST_CLOSE))
    return tuple(
        Hit(each.passage, titles[each.passage.document_id], each.score)
        for each in _close_ones_by_sentence(asker, understood, found)[:k]
    )


def _close_ones_by_sentence(asker: Asker, question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    close = close_to_first(found)
    if len(close) < 2 or question.wanted in ABOUT_MEANINGS:  # these look for an entry as a whole
        return found
    return by_sentence(found, select(question, close, asker.store.index.rarity).spans)


def close_to_first(found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Those of ``found``, best first, that score nearly as well as the first."""
    return tuple(each for each in found[:_MOST_CLOSE] if each.score >= found[0].score - _CLOSE)


def by_sentence(found: Sequence[Evidence], spans: Sequence[ScoredSpan]) -> tuple[Evidence, ...]:
    """``found``, best first, those close to the first in the order of their best of ``spans``.

    Their scores are handed out anew from the highest on. One that is well ahead stays: no sentence put another before
    it to any gain.
    """
    close = close_to_first(found)
    best: dict[Passage, float] = {}
    for span in spans:
        best[span.passage] = max(span.score, best.get(span.passage, -math.inf))
    ordered = sorted(close, key=lambda each: best.get(each.passage, -math.inf), reverse=True)
    scored = (replace(each, score=other.score) for each, other in zip(ordered, close, strict=True))
    return (*scored, *found[len(close) :])
