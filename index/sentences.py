"""Sentence spans of a paragraph."""

import re

_SENTENCE = re.compile(r"[^。!！?？;；\n]*(?:[。!！?？;；]+[\"”’」』）)]*|\n|$)")


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the sentences that tile ``text``. A semicolon ends one too: each item of a list is cited alone."""
    spans = []
    for found in _SENTENCE.finditer(text):
        if found.group().strip():
            spans.append((found.start(), found.end() - found.group().endswith("\n")))
    return tuple(spans)
