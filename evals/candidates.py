"""From use to cases: what people asked and were not well answered becomes a sheet that a person completes."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from evals.dataset import Case, row_of
from evals.heard import Heard, Vote
from evals.load import read_cases
from evals.scoring import normalise
from evals.sheets import COLUMNS

# What the sheet tells besides the columns of a case; an import leaves them behind.
GIVEN = ("asked", "up", "down", "status", "given_answer", "given_quotes", "reasons")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question to make a case of, with the latest answer that it got. ``asked`` counts it in all its writings."""

    id: str
    heard: Heard
    asked: int
    up: int
    down: int
    reasons: tuple[str, ...] = field(default=())

    def row(self) -> dict[str, str]:
        """A row of the sheet; what makes it a case is for a person to fill in."""
        given = (self.asked, self.up, self.down, self.heard.status.value, self.heard.answer)
        lists = ("\n".join(self.heard.quotes), "\n".join(self.reasons))
        return {
            "id": self.id,
            "question": self.heard.question,
            **dict(zip(GIVEN, (*map(str, given), *lists), strict=True)),
        }


def candidates(heard: Iterable[Heard]) -> tuple[Candidate, ...]:
    """What was refused or voted on, of ``heard`` from the oldest on: the most disliked and most asked first."""
    keyed = sorted(((normalise(each.question), each) for each in heard), key=lambda pair: pair[0])  # stable: by time
    found = [_candidate(key, [each for _, each in pairs]) for key, pairs in groupby(keyed, key=lambda pair: pair[0])]
    return tuple(sorted(found, key=lambda each: (-each.down, -each.asked, each.heard.question)))


def import_candidates(sheet: Path, dataset: Path) -> tuple[int, tuple[str, ...]]:
    """Append the completed rows of a sheet to a JSON Lines file. How many, and a sentence for each row that is none.

    A row whose id the file has already is left out, so that a sheet can be completed and imported piece by piece.
    Raises DatasetError when no row of the sheet is complete.
    """
    loaded = read_cases([sheet])
    known = {case.id for case in read_cases([dataset]).cases} if _has_cases(dataset) else set()
    new = [case for case in loaded.cases if case.id not in known]
    is_cut_off = known != set() and not dataset.read_bytes().endswith(b"\n")
    with dataset.open("a", encoding="utf-8") as out:
        out.write("\n" * is_cut_off)
        out.writelines(json.dumps(_completed(case), ensure_ascii=False) + "\n" for case in new)
    return len(new), loaded.problems


def sheet_columns() -> tuple[str, ...]:
    """The columns of the sheet: those of a case, then what is given."""
    return (*COLUMNS, *GIVEN)


def _candidate(key: str, heard: Sequence[Heard]) -> Candidate:
    votes = [each.vote for each in heard]
    return Candidate(
        f"candidate-{hashlib.sha256(key.encode()).hexdigest()[:8]}",
        heard[-1],
        len(heard),
        votes.count(Vote.UP),
        votes.count(Vote.DOWN),
        tuple(dict.fromkeys(each.reason for each in heard if each.reason)),
    )


def _completed(case: Case) -> dict[str, object]:
    return {name: value for name, value in row_of(case).items() if name not in GIVEN}


def _has_cases(dataset: Path) -> bool:
    return dataset.exists() and bool(dataset.read_bytes().strip())
