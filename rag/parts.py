"""A question that asks several things at once becomes several questions, each standing alone."""

import re

from rag import wording
from rag.followup import leans, standalone
from rag.types import Turn

# More are one rambling question; each part costs a search.
_MOST_PARTS = 4
_SENTENCE = re.compile(r"[^?？;；。!！\n]+[?？;；。!！\n]*")


def parts_of(question: str) -> tuple[str, ...]:
    """The questions in ``question``, in order, without sentences that neither ask nor say what is asked about."""
    parts: list[str] = []
    said = ""
    for sentence in _SENTENCE.findall(question):
        if wording.ASKS.search(sentence):
            parts.append((said + sentence if leans(sentence) else sentence).strip())
            said = ""
        else:
            said += sentence
    if not 0 < len(parts) <= _MOST_PARTS:
        return (question,)
    alone = [parts[0]]
    for part in parts[1:]:
        alone.append(standalone(part, [Turn(alone[-1], "")]) if leans(part) else part)
    return tuple(alone)
