"""Are two questions in one both answered? 「…多少个，顺便问下…是哪家」 must be told what each is told alone.

``python -m evals.joined [CASES…]`` asks the bundled report the cases, draws pairs of those that are answered right,
asks each pair in one sentence, and prints by what joins them how many are told both. Only cases that name a year are
drawn: else the second would be asked of the year of the first.
"""

import random
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from evals.dataset import Case
from evals.result import Report
from evals.run import run_suite
from evals.script import cases_of, parser_of, tell
from evals.table import format_right
from index.build import build_store, bundled_report
from index.encoders import load_encoder
from index.store import open_store
from rag.another_year import PERIOD
from rag.asker import Asker
from rag.e5_reader import load_reader
from rag.types import Status

JOINTS = ("，", "；", "？还有", "，另外", "，再就是", "，顺便问下", "，以及", "和")
_ONE_QUESTION = re.compile(r"[^,，。;；?？!！]{4,32}[?？。]?")


def joined(one: Case, other: Case, joint: str) -> Case:
    """Both in one sentence, the second without its year where the first opens with the same."""
    first, second = (each.question.rstrip("?？。 ") for each in (one, other))
    year = PERIOD.match(first)
    if year is not None:
        second = second.removeprefix(year.group())
    return Case(
        f"{one.id}+{other.id}",
        joint,
        f"{first}{joint}{second}？",
        key_facts=(*one.key_facts, *other.key_facts),
        forbidden=(*one.forbidden, *other.forbidden),
    )


def ask_joined(asker: Asker, cases: Sequence[Case], pairs: int, chance: random.Random) -> Report:
    """A run over so many pairs of cases that the asker answers right. Raises ValueError if there are not two."""
    results = run_suite(asker, [case for case in cases if _is_one_question(case)]).results
    right = [each.case for each in results if each.score.right and each.answer.status is Status.ANSWERED]
    if len(right) < 2:
        raise ValueError("fewer than two of the cases are answered right: give others")
    drawn = [chance.sample(right, 2) for _ in range(pairs)]
    return run_suite(asker, [joined(one, other, chance.choice(JOINTS)) for one, other in drawn])


def _is_one_question(case: Case) -> bool:
    """Whether a case stands alone and is one clause of one year with facts to tell."""
    is_of_a_year = PERIOD.search(case.question) is not None
    return (
        not case.history
        and bool(case.key_facts)
        and is_of_a_year
        and _ONE_QUESTION.fullmatch(case.question) is not None
    )


def main() -> None:
    """Build a store of the bundled report, ask, print the table."""
    parser = parser_of("evals.joined", __doc__)
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0, help="of the pairs that are drawn")
    given = parser.parse_args()
    cases = cases_of(parser, given.cases)
    encoder = load_encoder(None, given.cache, tell)
    with tempfile.TemporaryDirectory(prefix="wenbao-joined-") as folder:
        build_store([bundled_report()], Path(folder) / "store", encoder, tell)
        reader = load_reader(encoder, given.cache, tell)
        asker = Asker(open_store(Path(folder) / "store"), encoder, reader=reader)
        report = ask_joined(asker, cases, given.pairs, random.Random(given.seed))
    sys.stdout.write(format_right(report, "joint", "both told") + "\n")


if __name__ == "__main__":
    main()
