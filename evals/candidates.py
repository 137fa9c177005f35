"""From use to cases: what people asked and were not well answered becomes a sheet that a person completes."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from evals.check_cases import problems_in_reports, repeated
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

    def values(self) -> dict[str, object]:
        """All that is known of it."""
        heard = self.heard
        given = (self.asked, self.up, self.down, heard.status.value, heard.answer)
        told = zip(GIVEN, (*given, list(heard.quotes), list(self.reasons)), strict=True)
        return {"id": self.id, "question": heard.question, **dict(told)}

    def row(self) -> dict[str, str]:
        """A row of the sheet; what makes it a case is for a person to fill in."""
        return {
            name: "\n".join(value) if isinstance(value, list) else str(value) for name, value in self.values().items()
        }


def candidates(heard: Iterable[Heard]) -> tuple[Candidate, ...]:
    """What was refused or voted on, of ``heard`` from the oldest on: the most disliked and most asked first."""
    keyed = sorted(((normalise(each.question), each) for each in heard), key=lambda pair: pair[0])  # stable: by time
    found = [_candidate(key, [each for _, each in pairs]) for key, pairs in groupby(keyed, key=lambda pair: pair[0])]
    return tuple(sorted(found, key=lambda each: (-each.down, -each.asked, each.heard.question)))


def import_candidates(sheet: Path, dataset: Path, reports: Mapping[str, str]) -> tuple[int, tuple[str, ...]]:
    """Append the completed rows of a sheet to a JSON Lines file. How many, and a sentence for each row that is none.

    A row is checked against the texts of ``reports`` by id, and left out if it is wrong; where there are none it is
    taken unchecked. A row whose id the file has already is left out, so that a sheet can be completed and imported
    piece by piece. Raises DatasetError when no row of the sheet is complete.
    """
    loaded = read_cases([sheet])
    known = {case.id: case for case in read_cases([dataset]).cases} if _has_cases(dataset) else {}
    new: list[Case] = []
    problems = list(loaded.problems)
    for case in loaded.cases:
        if case.id in known:
            continue
        again = [each for each in repeated([*known.values(), *new, case]) if each.startswith(f"{case.id}: ")]
        wrong = (*(problems_in_reports(case, reports) if reports else ()), *again)
        if wrong:
            problems.append(f"{loaded.places[case.id]}: {'; '.join(wrong)}")
        else:
            new.append(case)
    if new:
        _append(new, dataset)
    return len(new), tuple(problems)


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


def _append(cases: Sequence[Case], dataset: Path) -> None:
    is_cut_off = _has_cases(dataset) and not dataset.read_bytes().endswith(b"\n")
    with dataset.open("a", encoding="utf-8") as out:
        out.write("\n" * is_cut_off)
        out.writelines(json.dumps(_completed(case), ensure_ascii=False) + "\n" for case in cases)


def _completed(case: Case) -> dict[str, object]:
    return {name: value for name, value in row_of(case).items() if name not in GIVEN}


def _has_cases(dataset: Path) -> bool:
    return dataset.exists() and bool(dataset.read_bytes().strip())
