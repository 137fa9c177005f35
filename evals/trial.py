"""A small set of cases for a store, run while people wait."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, zip_longest
from pathlib import Path

from evals.dataset import UNANSWERABLE, Case
from evals.kept_runs import TRIAL, keep_run
from evals.load import load_cases
from evals.page import page_of
from evals.plots import plots_of
from evals.record import Provenance, record_of
from evals.relevance import EvidenceRelevance
from evals.run import Progress, run_suite
from index.store import Store
from rag.asker import Asker

_FOLDER = Path(__file__).parent / "cases"


def run_trial(asker: Asker, folder: Path, most_cases: int, progress: Progress) -> bool:
    """Run the set and keep the run below ``folder``; False where no case is about a report of this store."""
    cases = trial_cases(asker.store)[:most_cases]
    if not cases:
        return False
    record = record_of(run_suite(asker, cases, progress), Provenance((TRIAL,)))
    keep_run(folder, record, page_of([record]), plots_of([record]))
    return True


def trial_cases(store: Store) -> tuple[Case, ...]:
    """Cases that come with the project and are about a report of this store, of each type in turn.

    A case belongs to the store if all its evidence is there. Only cases to tune on: this is a look and no score.
    """
    cases = load_cases(sorted(_FOLDER.glob("*-dev.jsonl")))
    relevance = EvidenceRelevance(store)
    known = [case for case in cases if case.type == UNANSWERABLE or _is_about(case, relevance)]
    if all(case.type == UNANSWERABLE for case in known):
        return ()
    return in_turn(known)


def in_turn(cases: Sequence[Case]) -> tuple[Case, ...]:
    """The first of each type, then the second of each, and so on."""
    by_type = defaultdict(list)
    for case in cases:
        by_type[case.type].append(case)
    return tuple(case for case in chain.from_iterable(zip_longest(*by_type.values())) if case is not None)


def _is_about(case: Case, relevance: EvidenceRelevance) -> bool:
    return sum(relevance.of(case).values()) >= len(case.evidence) > 0
