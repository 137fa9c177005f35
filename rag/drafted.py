"""What was found for one question, checked: statements that hold, calculations shown, and how sure they are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.types import Document
from rag.asker import Asker
from rag.calculation import Computed
from rag.combined import combine
from rag.generate import Draft
from rag.question import Question
from rag.reports import Reports
from rag.scope import Scope
from rag.scored_span import ScoredSpan
from rag.shown import display
from rag.statements import statement_of
from rag.stopwatch import Stopwatch
from rag.types import Statement
from rag.verify import verify

# Of 「2030年新增19家，239家-19家=220家」 the year and the working.
_WORKING = re.compile(r"(?P<year>(?:(?:19|20)\d{2}年(?:计划)?)?).*，(?P<working>[^，；]*\d[^，；]*[=≈][^，；]*)$")


@dataclass(frozen=True, slots=True)
class Drafted:
    """What was found for one question. Without statements, ``nearest`` is what the reports say closest to it."""

    question: Question
    documents: tuple[Document, ...]  # those that were asked
    draft: Draft
    confidence: float = 0.0
    nearest: ScoredSpan | None = None
    names_reports: bool = False  # its statements say themselves which report they are of
    is_computed: bool = False


def calculation(asker: Asker, scope: Scope, computed: Computed | None, watch: Stopwatch) -> Drafted | None:
    """The calculation, if it holds."""
    if computed is None:
        return None
    with watch.step("verify"):
        statements = _held(computed.statement, Reports(asker.store), scope.question.text)
    if not statements:
        return None
    return Drafted(scope.question, scope.documents, Draft(statements), computed.confidence, is_computed=True)


def checked(
    question: Question, drafted: Sequence[Statement], nearest: ScoredSpan | None, reports: Reports
) -> tuple[Statement, ...]:
    """The statements that hold, calculated with where that is asked for; the whole sentence where none does.

    Clauses may be cut too short to show what their figures are of.
    """
    combined = combine(question.text, drafted)
    statements = (combined is not None and verify((combined,), reports)) or verify(drafted, reports, question.text)
    if not statements and len(drafted) == 1:
        statements = _held(drafted[0], reports, question.text)
    if statements or not drafted or nearest is None:
        return statements
    return verify((statement_of(nearest),), reports)


def _held(statement: Statement, reports: Reports, asked: str) -> tuple[Statement, ...]:
    """A calculation if it holds, behind the whole sentence where its clauses do not show what their figures are of."""
    working = _WORKING.match(statement.text)
    held = verify((statement,), reports, asked)
    if held or working is None or len(statement.spans) != 1:
        return held
    text = f"{working['year']}{display(reports.quote(statement.spans[0]))}，{working['working']}"
    return verify((replace(statement, text=text),), reports, asked)
