"""What people thought of answers, and what could not be answered, in any database that SQLAlchemy knows.

Kept are question, answer, store and settings; nothing of who asked. An answer nobody votes on is forgotten, unless it
was a refusal: those are what the eval suite learns from.
"""

import json
import logging
from collections import OrderedDict
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

import sqlalchemy as sql
from sqlalchemy.exc import SQLAlchemyError

from evals.heard import Heard, Vote, is_unanswered
from index.errors import WenbaoError
from rag.asker import Asker
from rag.types import Answer, Status
from ui.personal import without_personal

_log = logging.getLogger(__name__)
# Answers that can still be voted on: some hours of a busy page, about four megabytes.
_REMEMBERED = 2_000
MAX_REASON_CHARS = 500

_METADATA = sql.MetaData()
_FEEDBACK = sql.Table(
    "feedback",
    _METADATA,
    sql.Column("answer_id", sql.String(64), primary_key=True),
    sql.Column("at", sql.DateTime, nullable=False, index=True),  # UTC, to the hour: a minute could tell who it was
    sql.Column("question", sql.Text, nullable=False),
    sql.Column("standalone_question", sql.Text, nullable=False),
    sql.Column("status", sql.String(16), nullable=False),
    sql.Column("answer", sql.Text, nullable=False),
    sql.Column("quotes", sql.Text, nullable=False),  # JSON
    sql.Column("confidence", sql.Float),
    sql.Column("generator", sql.String(128), nullable=False),
    sql.Column("store", sql.Text, nullable=False),  # JSON: encoder and documents
    sql.Column("settings", sql.Text, nullable=False),  # JSON
    sql.Column("vote", sql.String(8)),
    sql.Column("reason", sql.Text),
)


class FeedbackError(WenbaoError):
    """Feedback cannot be kept or read."""


class UnknownAnswerError(WenbaoError):
    """No answer that can still be voted on has this id."""


@dataclass(frozen=True, slots=True)
class HeardTyped(Heard):
    """The same with the question as it was typed, which in a conversation leans on what was asked before."""

    typed: str = ""


class Feedback:
    """Remembers the latest answers, and keeps those that were refused or voted on. Thread-safe.

    Raises FeedbackError for a database that cannot be used.
    """

    def __init__(self, url: str, keep_days: int) -> None:
        self._keep = timedelta(days=keep_days)
        self._latest: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self._lock = Lock()
        try:
            self._engine = sql.create_engine(url)
            _METADATA.create_all(self._engine)
        except (SQLAlchemyError, ImportError, OSError) as error:
            raise FeedbackError(_told(url, error)) from None

    def hear(self, asker: Asker, answer: Answer) -> None:
        """Remember an answer that was just given, and keep it when it is a refusal. Never fails the answer."""
        row = _row(asker, answer)
        with self._lock:
            self._latest[answer.id] = row
            while len(self._latest) > _REMEMBERED:
                self._latest.popitem(last=False)
        if is_unanswered(answer.status):
            try:
                self._write(row)
            except FeedbackError as error:
                _log.warning("%s", error)

    def vote(self, answer_id: str, vote: Vote, reason: str = "") -> None:
        """Keep a vote; a second one on the same answer replaces the first. Raises UnknownAnswerError, FeedbackError."""
        with self._lock:
            row = self._latest.get(answer_id)
        if row is None:
            raise UnknownAnswerError("No recent answer has this id. Ask again, then vote on the new answer.")
        self._write({**row, "vote": vote.value, "reason": without_personal(reason[:MAX_REASON_CHARS])})

    def heard(self, days: int | None = None) -> tuple[HeardTyped, ...]:
        """All that is kept of the latest days, oldest first. Raises FeedbackError."""
        query = sql.select(_FEEDBACK).order_by(_FEEDBACK.c.at, _FEEDBACK.c.answer_id)
        if days is not None:
            query = query.where(_FEEDBACK.c.at >= _now() - timedelta(days=days))
        try:
            with self._engine.connect() as connection:
                return tuple(map(_heard, connection.execute(query)))
        except SQLAlchemyError as error:
            raise FeedbackError(_told(str(self._engine.url), error)) from None

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def _write(self, row: dict[str, Any]) -> None:
        """Keep a row, and let go of what is too old."""
        try:
            with self._engine.begin() as connection:
                connection.execute(sql.delete(_FEEDBACK).where(_FEEDBACK.c.at < _now() - self._keep))
                connection.execute(sql.delete(_FEEDBACK).where(_FEEDBACK.c.answer_id == row["answer_id"]))
                connection.execute(sql.insert(_FEEDBACK), row)
        except SQLAlchemyError as error:
            raise FeedbackError(_told(str(self._engine.url), error)) from None


def _row(asker: Asker, answer: Answer) -> dict[str, Any]:
    return {
        "answer_id": answer.id,
        "at": _now(),
        "question": without_personal(answer.question),
        "standalone_question": without_personal(answer.standalone_question),
        "status": answer.status.value,
        "answer": without_personal(answer.text),
        "quotes": json.dumps([citation.quote for citation in answer.citations], ensure_ascii=False),
        "confidence": answer.confidence,
        "generator": answer.generator,
        "store": json.dumps({"encoder": asker.store.encoder_name, "documents": [d.id for d in asker.store.documents]}),
        "settings": json.dumps(asdict(asker.settings)),
        "vote": None,
        "reason": None,
    }


def _heard(row: sql.Row[Any]) -> HeardTyped:
    return HeardTyped(
        row.standalone_question,
        Status(row.status),
        row.answer,
        tuple(json.loads(row.quotes)),
        Vote(row.vote) if row.vote else None,
        row.reason or "",
        typed=row.question,
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(minute=0, second=0, microsecond=0, tzinfo=None)


def _told(url: str, error: Exception) -> str:
    """Names the database without its password."""
    try:
        shown = sql.make_url(url).render_as_string(hide_password=True)
    except SQLAlchemyError:
        shown = "of WENBAO_FEEDBACK"
    reason = str(error).splitlines()[0]
    return f"feedback cannot use the database {shown}: {reason}. Set WENBAO_FEEDBACK to an SQLAlchemy URL, or to off."
