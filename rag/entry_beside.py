"""A fact, with the glossary's entry of what it names where that answers, too: 「获评AA+」, and how high that is."""

from collections.abc import Sequence

from index.terms import fold_name, names_of
from index.types import Document
from rag.concise import concise
from rag.keyword_coverage import Rarity
from rag.question import OF_A_FACT, Question
from rag.retrieve import is_entry
from rag.scored_span import ScoredSpan, Selection
from rag.shown import share_of_pairs
from rag.statements import statement_of
from rag.types import Statement

# Logits of the reader. Of 4,000 questions of dev 27 have such an entry beside another answer; 8 need it, 5 more were
# answered wrongly without.
_ANSWERS, _WITHIN = 2.0, 3.0  # the least, and how far below the best
_NAMED = 0.5  # of the pairs of characters of a term's name, in the answer
_LONGEST = 120  # characters of a fact (DESIGN.md)


def with_entry(
    question: Question,
    selection: Selection,
    statements: tuple[Statement, ...],
    documents: Sequence[Document],
    rarity: Rarity,
) -> tuple[Statement, ...]:
    """The statements of an answer, behind them the sentence of an entry that answers as well."""
    if question.wanted not in OF_A_FACT or question.is_one_of_several or len(statements) != 1:
        return statements
    best, *others = selection.spans
    entries = (span for span in others if is_entry(span.passage) and _answers_too(span, best))
    told = max(entries, key=lambda span: span.answers or 0.0, default=None)
    if told is None or is_entry(best.passage) or not _names_term(best.text, told, documents):
        return statements
    entry = statement_of(concise(question, told, rarity))
    return (*statements, entry) if len(statements[0].text) + len(entry.text) <= _LONGEST else statements


def _answers_too(span: ScoredSpan, best: ScoredSpan) -> bool:
    if span.answers is None or best.answers is None:
        return False
    return span.answers >= max(_ANSWERS, best.answers - _WITHIN)


def _names_term(text: str, entry: ScoredSpan, documents: Sequence[Document]) -> bool:
    """Whether a text says the name of the term that the entry is of, or most of it: 「完整社区建设试点」."""
    terms = (term for document in documents if document.id == entry.passage.document_id for term in document.terms)
    names = {name for term in terms if term.start <= entry.start < term.end for name in names_of(term)}
    return any(share_of_pairs(name, fold_name(text)) >= _NAMED for name in names)
