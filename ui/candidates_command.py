"""The candidates for eval cases that the feedback holds, for the command ``wenbao candidates``."""

from collections.abc import Callable, Sequence
from pathlib import Path

from evals.candidates import Candidate, candidates, import_candidates, sheet_columns
from evals.sheets import write_sheet
from index.errors import StoreMissingError
from index.store import open_store
from ui.feedback import Feedback, FeedbackError
from ui.settings import Settings


def read(settings: Settings, days: int | None) -> tuple[Candidate, ...]:
    """What the feedback of these settings holds. Raises FeedbackError."""
    if settings.feedback_url is None:
        raise FeedbackError("no feedback is kept. Set WENBAO_FEEDBACK to the database that the server writes.")
    feedback = Feedback(settings.feedback_url, settings.feedback_days)
    try:
        return candidates(feedback.heard(days))
    finally:
        feedback.close()


def import_sheet(sheet: Path, dataset: Path, settings: Settings, report: Callable[[str], None]) -> int:
    """Take the completed rows of a sheet into a data set, checked against the reports of the store; how many."""
    try:
        texts = {document.id: document.text for document in open_store(settings.store).documents}
    except StoreMissingError:
        report("No report is in the store, so evidence and facts were not checked against one.")
        texts = {}
    count, problems = import_candidates(sheet, dataset, texts)
    for problem in problems:
        report(f"Left out {problem}")
    return count


def write(file: Path, found: Sequence[Candidate]) -> None:
    """A sheet to complete. Raises DatasetError for another kind of file, and for one that is there."""
    write_sheet(file, [each.row() for each in found], sheet_columns())


def listed(found: Sequence[Candidate]) -> str:
    """A line each, for the terminal."""
    if not found:
        return "Nothing was refused or voted on."
    return "\n".join(
        f"{each.asked:4d} asked  {each.up:3d} up  {each.down:3d} down  {each.heard.status:9s}  {each.heard.question}"
        for each in found
    )
