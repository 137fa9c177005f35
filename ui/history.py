"""Earlier turns from a file: ``[["question", "answer"], …]``, oldest first."""

import json
import sys
from pathlib import Path

from index.errors import QuestionError
from rag.types import Turn


def read_history(path: str) -> tuple[Turn, ...]:
    """Turns from a UTF-8 JSON file, or from stdin for ``-``. Raises QuestionError."""
    try:
        content = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise QuestionError(f"cannot read the history {path}: {error.strerror}. Check the path.") from None
    except UnicodeDecodeError:
        raise QuestionError(f"the history {path} is not UTF-8. Save it as UTF-8.") from None
    return parse_history(text, path)


def parse_history(text: str, path: str) -> tuple[Turn, ...]:
    """Turns from JSON text; ``path`` is for the error. Raises QuestionError."""
    wanted = 'Write it as [["question", "answer"], …], oldest first.'
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):  # no JSON, or a number of more digits than Python reads
        raise QuestionError(f"the history {path} is not JSON. {wanted}") from None
    if not isinstance(rows, list) or not all(_is_turn(row) for row in rows):
        raise QuestionError(f"the history {path} is not a list of pairs of texts. {wanted}")
    return tuple(Turn(question, answer) for question, answer in rows)


def _is_turn(row: object) -> bool:
    return isinstance(row, list) and len(row) == 2 and all(isinstance(part, str) for part in row)
