"""The terms of the glossaries that a question names: in full, by an alias, or by a piece in quotation marks."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.terms import fold_name, names_of
from index.types import Document, Term
from rag.quoted import QUOTED

_FEWEST_QUOTED = 2  # characters of a term's name


@dataclass(frozen=True, slots=True)
class NamedTerm:
    """A glossary term that the question names, and the document that defines it."""

    term: Term
    document_id: str


def named_terms(text: str, documents: Sequence[Document]) -> tuple[NamedTerm, ...]:
    """Terms whose name or alias stands in the question; one inside a longer one that also stands there is dropped."""
    folded = fold_name(text)
    found: list[tuple[str, NamedTerm]] = []
    for document in documents:
        for term in document.terms:
            name = max((name for name in names_of(term) if name in folded), key=len, default=None)
            if name is not None:
                found.append((name, NamedTerm(term, document.id)))
    whole = tuple(named for name, named in found if not any(name != other and name in other for other, _ in found))
    return whole or _terms_quoted(text, documents)


def _terms_quoted(text: str, documents: Sequence[Document]) -> tuple[NamedTerm, ...]:
    """The one term whose name has what a question puts in quotation marks: 「“三化”是哪三样」."""
    quoted = [name for name in map(fold_name, QUOTED.findall(text)) if len(name) >= _FEWEST_QUOTED]
    found = [
        NamedTerm(term, document.id)
        for document in documents
        for term in document.terms
        if any(said in name for name in names_of(term) for said in quoted)
    ]
    return tuple(found) if len(found) == 1 else ()
