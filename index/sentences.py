"""Sentence spans of a paragraph."""

import re

_END = re.compile(r"[。!！?？;；]+[”’」』）)]*|\n|$")
ENTRY_NUMBER = re.compile(
    r"(?:注\s*)?(?:\d{1,3}[.．、)）](?=\D)|[\[［【〔（(]\d{1,3}[\]］】〕）)])|注\d{1,3}[:：]?|[①-⑳㉑-㉟]"
)


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the sentences of ``text`` in order, without the number of an entry in front.

    A semicolon ends one too: each item of a list is cited alone. A straight quotation mark after the end belongs
    to the sentence only if it closes one that was opened in it.
    """
    spans = []
    number = ENTRY_NUMBER.match(text)
    start = number.end() if number else 0
    while start < len(text):
        found = _END.search(text, start)
        end = found.end() if found else len(text)
        if text[end : end + 1] == '"' and text.count('"', start, end) % 2:
            end += 1
        if text[start:end].strip():
            spans.append((start, end - text[start:end].endswith("\n")))
        start = end
    return tuple(spans)
