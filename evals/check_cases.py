"""Check eval cases against the report they were written from."""

from collections.abc import Iterator, Mapping, Sequence

from evals.dataset import UNANSWERABLE, Case
from evals.scoring import holds_fact, normalise, score_answer
from rag.types import Status

# Their facts are computed, are a yes or no, or are in another language: they need not stand in the evidence.
_FREE_FACTS = frozenset({"multi_hop", "yes_no", "english"})
_END = "\0"  # between reports: no evidence goes on from one into the next


def check_cases(cases: Sequence[Case], text: str) -> tuple[str, ...]:
    """The problems of cases written from a report with this text: one sentence each, empty when there are none."""
    normal = normalise(text)
    problems = [f"{case.id}: {problem}" for case in cases for problem in _problems(case, normal)]
    return (*problems, *repeated(cases))


def problems_in_reports(case: Case, texts: Mapping[str, str]) -> tuple[str, ...]:
    """The problems of a case with its report, of these by id; without ``document`` its evidence may be in any."""
    if case.document is None:
        return check_cases([case], _END.join(texts.values()))
    if case.document in texts:
        return check_cases([case], texts[case.document])
    told = f'no document "{case.document}" in the store. Correct it, or add its report: wenbao add FILE'
    return (f"{case.id}: {told}",)


def _problems(case: Case, normal: str) -> Iterator[str]:
    for evidence in case.evidence:
        if normalise(evidence) not in normal:
            yield f"the evidence is not in the report: {evidence}"
    if case.type == UNANSWERABLE:
        if case.evidence:
            yield "it has evidence, so it is not unanswerable"
        return
    if not case.evidence:
        yield "it has no evidence"
    yield from _problems_of_the_answer(case)
    if case.type not in _FREE_FACTS:
        yield from _problems_of_the_facts(case)


def _problems_of_the_answer(case: Case) -> Iterator[str]:
    """A case that its own answer fails can be passed by no other."""
    if not case.answer:
        return
    score = score_answer(case, Status.ANSWERED, case.answer)
    for fact in score.missing_facts:
        yield f"its own answer lacks the fact: {fact}"
    for fact in score.forbidden_facts:
        yield f"its own answer holds what it forbids: {fact}"
    if score.too_long:
        yield "its own answer is too long"


def _problems_of_the_facts(case: Case) -> Iterator[str]:
    said = (case.question, *(words for turn in case.history for words in (turn.question, turn.answer)))
    for fact in case.key_facts:
        if not any(holds_fact(evidence, fact) for evidence in case.evidence):
            yield f"the fact is not in the evidence: {fact}"
        if any(holds_fact(words, fact) for words in said):
            yield f"the question or its conversation gives the fact away: {fact}"


def repeated(cases: Sequence[Case]) -> Iterator[str]:
    """What is given twice, an id or a question; a follow-up is a question with its conversation."""
    ids: set[str] = set()
    asked: dict[tuple[str, ...], str] = {}
    for case in cases:
        if case.id in ids:
            yield f"{case.id}: its id is given twice"
        ids.add(case.id)
        key = (normalise(case.question), *(normalise(turn.question) for turn in case.history))
        if key in asked:
            yield f"{case.id}: asks the same as {asked[key]}"
        asked.setdefault(key, case.id)
