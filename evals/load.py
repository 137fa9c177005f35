"""Cases from files and folders: JSON Lines, CSV and XLSX. A line that is no case is named and costs only itself."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evals.dataset import BadCaseError, Case, case_of
from evals.json_lines import Line, lines_of_json
from evals.sheets import CSV, XLSX, rows_of_csv, rows_of_xlsx
from index.errors import DatasetError

_JSON_LINES = ".jsonl"
_KINDS = (_JSON_LINES, CSV, XLSX)
_GIVE = "Give a .jsonl, .csv or .xlsx file, or a folder of them."


@dataclass(frozen=True, slots=True)
class Loaded:
    """The cases in the order of their files, and a sentence for every line that is none: it names file and line.

    ``places`` tells for the id of each case in which file and line it stands.
    """

    cases: tuple[Case, ...]
    problems: tuple[str, ...]
    places: Mapping[str, str] = field(default_factory=dict)


def load_cases(paths: Sequence[Path]) -> tuple[Case, ...]:
    """The cases of files and folders. Raises DatasetError for the first line that is none."""
    loaded = read_cases(paths)
    if loaded.problems:
        raise DatasetError(loaded.problems[0])
    return loaded.cases


def read_cases(paths: Sequence[Path]) -> Loaded:
    """The cases of files and folders, bad lines apart. Raises DatasetError when there is no case at all."""
    cases: dict[str, Case] = {}
    places: dict[str, str] = {}
    problems = []
    for line in (line for path in paths for file in _files(path) for line in _lines(file)):
        try:
            case = _case(line, places)
        except BadCaseError as error:
            problems.append(f"{line.where}: {error}")
            continue
        cases[case.id], places[case.id] = case, line.where
    if not cases:
        raise DatasetError(problems[0] if problems else f"no cases in {', '.join(map(str, paths))}. {_GIVE}")
    return Loaded(tuple(cases.values()), tuple(problems), places)


def _case(line: Line, places: Mapping[str, str]) -> Case:
    if line.problem is not None:
        raise BadCaseError(line.problem)
    case = case_of(line.row)
    if case.id in places:
        raise BadCaseError(f'the id "{case.id}" is that of {places[case.id]}. Give every case its own.')
    return case


def answerable_by(loaded: Loaded, documents: Collection[str]) -> Loaded:
    """The cases about these documents, those about another among the problems. Raises DatasetError if none is left."""
    kept = tuple(case for case in loaded.cases if case.document in (None, *documents))
    problems = tuple(
        f'{loaded.places[case.id]}: no document "{case.document}" in the store. Add its report: wenbao add FILE'
        for case in loaded.cases
        if case not in kept
    )
    if not kept:
        raise DatasetError(problems[0])
    return Loaded(kept, (*loaded.problems, *problems), loaded.places)


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        # Excel keeps a lock file, ~$cases.xlsx, beside a sheet that is open.
        return sorted(file for file in path.iterdir() if file.suffix in _KINDS and not file.name.startswith("~$"))
    if not path.is_file():
        raise DatasetError(f"no file at {path}. {_GIVE}")
    if path.suffix.lower() not in _KINDS:
        raise DatasetError(f"{path} is no data set. {_GIVE}")
    return [path]


def _lines(file: Path) -> Iterator[Line]:
    if file.suffix.lower() == _JSON_LINES:
        yield from lines_of_json(file)
        return
    read_rows = rows_of_csv if file.suffix.lower() == CSV else rows_of_xlsx
    try:
        for number, row in read_rows(file):
            yield Line(f"{file} line {number}", row)
    except BadCaseError as error:
        yield Line(f"{file} line 1", problem=str(error))
