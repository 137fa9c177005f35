"""The guard: a statement leaves only if every number in it stands in the words it cites."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from rag.types import Span, Statement

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
        allowed |= _numbers(quote(span))
    return _numbers(statement.text) <= allowed


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(unicodedata.normalize("NFKC", text)))
