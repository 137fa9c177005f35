"""The guard: a statement leaves only if every number in it stands in the words it cites, or in working over such."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from rag.types import Span, Statement
from rag.working import worked_out

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def verify(
    statements: Sequence[Statement], quote: Callable[[Span], str], years: Callable[[Span], tuple[int, ...]]
) -> tuple[Statement, ...]:
    """The statements that hold. A year may come from the period of the section that the span stands in."""
    return tuple(statement for statement in statements if _holds(statement, quote, years))


def _holds(statement: Statement, quote: Callable[[Span], str], years: Callable[[Span], tuple[int, ...]]) -> bool:
    if not statement.spans:
        return False
    allowed = {str(year) for span in statement.spans for year in years(span)}
    for span in statement.spans:
        allowed |= set(_NUMBER.findall(_folded(quote(span))))
    text = _folded(statement.text)
    worked = worked_out(text, lambda within, figure: _NUMBER.findall(within[figure.start : figure.end])[0] in allowed)
    return all(number.group() in allowed or number.start() in worked for number in _NUMBER.finditer(text))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
