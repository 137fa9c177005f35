"""Documents, hits, terms and answers as the JSON of DESIGN.md §4, for the command line and the API alike."""

from dataclasses import asdict
from typing import Any

from index.store import Store
from index.types import Document, Term
from rag.types import Answer, Hit

Json = dict[str, Any]


def document_summary(document: Document) -> Json:
    """What ``GET /api/documents`` lists of a document."""
    metadata = document.metadata
    return {
        "id": document.id,
        "title": metadata.title,
        "place": metadata.place,
        "year": metadata.year,
        "date": metadata.date,
        "speaker": metadata.speaker,
        "source": document.source,
        "pages": metadata.pages,
        "warnings": list(document.warnings),
    }


def shelf_document(store: Store, document: Document) -> Json:
    """A document with how much was read of it."""
    return {
        **document_summary(document),
        "sections": len(document.sections),
        "passages": len(store.passages_of(document.id)),
        "terms": len(document.terms),
        "figures": len(store.figures_of(document.id)),
    }


def document_view(document: Document) -> Json:
    """A whole document with outline and terms."""
    return {
        **document_summary(document),
        "text": document.text,
        "outline": [asdict(section) for section in document.sections],
        "terms": [asdict(term) for term in document.terms],
    }


def term_view(document: Document, term: Term) -> Json:
    """A term with the document that defines it."""
    return {**asdict(term), "document_id": document.id}


def hit_view(hit: Hit) -> Json:
    """A search hit."""
    passage = asdict(hit.passage)
    return {"title": hit.title, **passage, "score": round(hit.score, 4)}


def answer_view(answer: Answer) -> Json:
    """An answer, field by field."""
    return asdict(answer)
