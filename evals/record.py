"""The record of a run as JSON: everything that was retrieved and answered, and what did it."""

import hashlib
import json
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import BaseModel, FiniteFloat, ValidationError

from evals.dataset import LONGEST_ANSWER, RETRIEVAL_ONLY
from evals.metered import Prices
from evals.metrics import summarise
from evals.ranking import CHARACTERS, HITS, RETRIEVED
from evals.result import Report
from index.errors import DatasetError

Record = dict[str, Any]
_SCORING = (
    *("evals/dataset.py", "evals/measures.py", "evals/metrics.py", "evals/ranking.py", "evals/relevance.py"),
    *("evals/scoring.py", "evals/statements.py", "index/quantities.py", "rag/working.py"),
)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a run was given besides its configuration: data sets as they were named, and a sentence per skipped line."""

    datasets: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    model: dict[str, str] | None = None  # name and address of a language model
    prices: Prices | None = None
    judge: str | None = None


NOTHING_GIVEN = Provenance()


def record_of(report: Report, given: Provenance = NOTHING_GIVEN) -> Record:
    """One run. Two runs of one commit over one store differ in the date and in the timings only."""
    types = (*LONGEST_ANSWER, RETRIEVAL_ONLY)
    by_type = {name: [each for each in report.results if each.case.type == name] for name in types}
    record: Record = {
        "wenbao": version("wenbao"),
        "commit": _commit(),
        "python": platform.python_version(),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "scoring": scoring_version(),
        "cuts": {"retrieved": RETRIEVED, "hits": HITS, "characters": CHARACTERS},
        **asdict(given),
        "configuration": asdict(report.configuration),
        "store": asdict(report.store),
        "unread": report.unread,
        "stopped": report.stopped,
        "metrics": summarise(report.results),
        "metrics_by_type": {name: summarise(results) for name, results in by_type.items() if results},
        "results": [asdict(result) for result in report.results],
    }
    for result in record["results"]:
        del result["answer"]["id"]  # drawn anew for every answer
    loaded: Record = json.loads(json.dumps(record))  # as a reader of the file sees it: no tuples
    return loaded


def write_records(file: Path, records: Sequence[Record]) -> None:
    """One run as it is, several as ``{"runs": [...]}``."""
    whole = records[0] if len(records) == 1 else {"runs": list(records)}
    # Half of a character, which a model may say, becomes its JSON escape.
    file.write_bytes(json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace"))


def read_record(file: Path) -> Record:
    """The run in a file, the first of several. Raises DatasetError."""
    wanted = "Give a file that wenbao eval --json has written."
    try:
        loaded = json.loads(file.read_bytes())
    except OSError as error:
        raise DatasetError(f"cannot read the baseline {file}: {error.strerror}. {wanted}") from None
    except (ValueError, RecursionError):
        raise DatasetError(f"the baseline {file} is no JSON. {wanted}") from None
    if isinstance(loaded, dict) and isinstance(loaded.get("runs"), list) and loaded["runs"]:
        loaded = loaded["runs"][0]
    try:
        _KeptRun.model_validate(loaded)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the whole"
        raise DatasetError(
            f"the baseline {file} is no run of this version ({place}: {first['msg'].lower()}). {wanted}"
        ) from None
    record: Record = loaded
    return record


@cache
def scoring_version() -> str:
    """What the scores depend on besides answers, in eight digits: the code that gives them."""
    root = Path(__file__).parents[1]
    return hashlib.sha256(b"".join((root / name).read_bytes() for name in _SCORING)).hexdigest()[:8]


class _KeptCase(BaseModel):
    id: str
    question: str
    type: str


class _KeptAnswer(BaseModel):
    text: str


class _KeptResult(BaseModel):
    case: _KeptCase
    answer: _KeptAnswer
    values: dict[str, FiniteFloat]


class _KeptConfiguration(BaseModel):
    name: str
    settings: dict[str, dict[str, Any]]


class _KeptStore(BaseModel):
    encoder: str
    documents: dict[str, str]


class _KeptModel(BaseModel):
    name: str
    base_url: str


class _KeptRun(BaseModel):
    """What another run is held against; a record has more."""

    date: str
    commit: str | None
    configuration: _KeptConfiguration
    store: _KeptStore
    model: _KeptModel | None = None
    metrics: dict[str, FiniteFloat]
    results: list[_KeptResult]


def _commit() -> str | None:
    """The commit of the checkout that runs, ``-dirty`` when it was changed since; None outside a checkout."""
    root = Path(__file__).parents[1]
    if not (root / ".git").exists():  # installed: a repository further up would be somebody else's
        return None
    command = ["git", "-C", str(root), "describe", "--always", "--abbrev=40", "--exclude=*", "--dirty"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
