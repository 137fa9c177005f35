"""Check eval cases against the report they were written from."""

from collections.abc import Iterator, Sequence

from evals.dataset import Case
from evals.scoring import holds_fact, normalise

# Their facts are computed, are a yes or no, or are in another language: they need not stand in the evidence.
_FREE_FACTS = frozenset({"multi_hop", "yes_no", "english"})


def check_cases(cases: Sequence[Case], text: str) -> tuple[str, ...]:
    """The problems of cases written from a report with this text: one sentence each, empty when there are none."""
    normal = normalise(text)
    problems = [f"{case.id}: {problem}" for case in cases for problem in _problems(case, normal)]
    seen: dict[tuple[str, str], str] = {}
    for case in cases:
        key = (normalise(case.question), "".join(turn.question for turn in case.history))
        if key in seen:
            problems.append(f"{case.id}: asks the same as {seen[key]}")
        seen.setdefault(key, case.id)
    return tuple(problems)


def _problems(case: Case, normal: str) -> Iterator[str]:
    for evidence in case.evidence:
        if normalise(evidence) not in normal:
            yield f"the evidence is not in the report: {evidence}"
    if case.type in _FREE_FACTS:
        return
    evidence = "\n".join(case.evidence)
    for fact in case.key_facts:
        if not holds_fact(evidence, fact):
            yield f"the fact is not in the evidence: {fact}"
        if holds_fact(case.question, fact):
            yield f"the question gives the fact away: {fact}"
