"""What the scripts over the cases of the bundled report share: which cases, which cache, and how far they are."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_cache_path

from evals.dataset import Case
from evals.load import load_cases
from index.errors import DatasetError

_CASES = Path(__file__).parent / "cases"


def parser_of(module: str, doc: str | None) -> ArgumentParser:
    """Takes files of cases and the cache; ``doc`` is the docstring of the module, whose first line is told."""
    parser = ArgumentParser(prog=f"python -m {module}", description=(doc or "").partition("\n")[0])
    parser.add_argument("cases", nargs="*", type=Path, metavar="CASES", help="default: those of evals/cases to tune on")
    parser.add_argument("--cache", type=Path, default=user_cache_path("wenbao"), help="of the prepared encoder")
    return parser


def cases_of(parser: ArgumentParser, files: Sequence[Path]) -> tuple[Case, ...]:
    """The cases of the files, or those to tune on; ends the script with what is wrong in them."""
    try:
        return tuple(load_cases(files or sorted(_CASES.glob("*-dev.jsonl"))))
    except DatasetError as error:
        parser.error(str(error))


def tell(line: str) -> None:
    """Say how far it is, beside what is printed as a result."""
    sys.stderr.write(f"{line}\n")
