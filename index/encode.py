"""From a document to its segment: passages, words, sentences and figures, encoded."""

from collections.abc import Callable

import numpy as np

from index.encoder import Encoder, Progress
from index.errors import ReportError
from index.figures import read_figures
from index.passages import encoded_text, read_passages
from index.segment import Segment, Sentence
from index.sentences import sentence_spans
from index.types import Document
from index.words import words_of

Report = Callable[[str], None]


def encode_document(document: Document, encoder: Encoder, report: Report) -> Segment:
    """Passages, sentences and figures of a document, with their vectors. Raises ReportError if there is no word."""
    passages = read_passages(document, count_tokens=encoder.count_tokens, max_tokens=encoder.max_tokens)
    sentences = [
        Sentence(position, passage.start + start, passage.start + end)
        for position, passage in enumerate(passages)
        for start, end in sentence_spans(passage.text)
    ]
    texts = [encoded_text(passage) for passage in passages]
    words = tuple(words_of(text) for text in texts)
    if not any(words):
        raise ReportError(f"{document.source} holds no sentence to search. Check that it is the report.")
    texts.extend(document.text[sentence.start : sentence.end] for sentence in sentences)
    report(f"Encoding {document.metadata.title}: {len(passages)} passages, {len(sentences)} sentences")
    vectors = encoder.encode_passages(texts, _every_tenth(len(texts), report))
    return Segment(
        document,
        passages,
        words,
        tuple(sentences),
        np.ascontiguousarray(vectors[: len(passages)]),
        np.ascontiguousarray(vectors[len(passages) :]),
        read_figures(document),
    )


def _every_tenth(total: int, report: Report) -> Progress:
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        tenth_before, done = done * 10 // total, done + count
        if done * 10 // total > tenth_before:
            report(f"  {done} of {total} texts encoded")

    return advance
