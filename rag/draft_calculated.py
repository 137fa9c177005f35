"""The answers to one question that are calculations, each way of finding one by itself."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from index.encoders import DEFAULT_ENCODER
from index.types import Document, Figure, Role
from rag.across import across, asks_to_calculate
from rag.asker import Asker
from rag.calculation import Computed, may_be_calculated
from rag.chosen_calculation import choice_of, chosen, makings_asked
from rag.compute import compute
from rag.derived import asks_before, derive
from rag.drafted import Drafted, calculation
from rag.from_told import follows, may_follow, unknowns_of
from rag.operands import look_up
from rag.over_years import TWO_YEARS
from rag.places import is_named_in
from rag.reread import READ, READ_AGAIN, selected
from rag.retrieve import retrieve
from rag.ruled_out import is_elsewhere as is_of_elsewhere
from rag.ruled_out import names_parts
from rag.scope import Scope
from rag.scored_span import ScoredSpan, Selection
from rag.stopwatch import Stopwatch
from rag.unknown_asked import Unknown

# Least answerability of a sentence to calculate over: it seldom says in words what is calculated. Chosen on dev.
DERIVED = 0.1
_TO_CHOOSE_FROM = 5  # sentences, for all that their figures may make
_NEAREST = 3  # sentences that figures to calculate with are looked for in before they are searched for


def draft_of_indicators(
    asker: Asker, scope: Scope, watch: Stopwatch, made: Callable[..., Computed | None]
) -> Drafted | None:
    """What is to be made of the indicators that a question names in full, as ``surely_asked`` or ``of_indicators``."""
    if len(scope.documents) != 1 or not may_be_calculated(scope.question.text) or is_elsewhere(scope):
        return None
    (document,) = scope.documents
    with watch.step("generate"):
        found = made(scope.question.text, figures_of(asker, scope.documents), document.text)
    return calculation(asker, scope, found, watch)


def draft_of_unknown(asker: Asker, scope: Scope, find: Callable[[], Selection], watch: Stopwatch) -> Drafted | None:
    """The number asked for that follows from figures of one sentence; of a year not told, from those of another."""
    question = scope.question
    unknowns = unknowns_of(question)
    if not may_follow(question):
        return None
    told = {year for document in scope.documents for section in document.sections for year in section.period.years}
    if Unknown.PLANNED in unknowns:  # of what was done, though it asks for a plan
        question = replace(question, role=Role.REVIEW)
    if not set(question.years) <= told:
        selection = found_near(asker, replace(scope, question=replace(question, years=())), watch)
    else:
        selection = (
            find() if question is scope.question else found_near(asker, replace(scope, question=question), watch)
        )
    with watch.step("generate"):
        computed = follows(question, selection)
    return calculation(asker, scope, computed, watch)


def draft_across_sentences(
    asker: Asker, scope: Scope, find: Callable[[], Selection], watch: Stopwatch
) -> Drafted | None:
    """The answer that is a calculation over figures of several sentences, where one is asked for and holds."""
    question = scope.question
    if not asks_to_calculate(question):
        return None
    if len(question.years) == 1 and TWO_YEARS.search(question.text):  # 「今年的相当于2030年的几成」
        question = replace(question, years=(), role=None)
    selection = find() if question is scope.question else found_near(asker, replace(scope, question=question), watch)
    with watch.step("generate"):
        computed = across(question, selection, figures_of(asker, scope.documents), scope.documents)
    return calculation(asker, scope, computed, watch)


def draft_computed(asker: Asker, scope: Scope, find: Callable[[], Selection], watch: Stopwatch) -> Drafted | None:
    """The answer that is a calculation, where one is asked for and holds."""

    def near() -> Sequence[ScoredSpan]:
        return find().spans[:_NEAREST]

    with watch.step("generate"):
        computed = compute(scope.question.text, lambda wish: look_up(asker, scope.question, scope.limit, wish, near))
    return calculation(asker, scope, computed, watch)


def draft_chosen(asker: Asker, scope: Scope, selection: Selection, watch: Stopwatch) -> Drafted | None:
    """The calculation that was learned to fit the question best, over figures of the best sentences of any time."""
    question = scope.question
    is_learned = asker.encoder.name == DEFAULT_ENCODER and len(scope.documents) == 1
    if not is_learned or not may_be_calculated(question.text) or is_elsewhere(scope):
        return None
    logs = makings_asked(question.text, asker.encoder.encode_query(question.text))
    if logs is None:
        return None
    spans = sentences_to_calculate_over(asker, scope, selection, watch)
    with watch.step("generate"):
        computed = chosen(choice_of(question, spans, selection.answerability, logs))
    return calculation(asker, scope, computed, watch)


def sentences_to_calculate_over(
    asker: Asker, scope: Scope, selection: Selection, watch: Stopwatch
) -> tuple[ScoredSpan, ...]:
    """The best sentences of the time that is asked about, and those of any time behind them, each once."""
    question = scope.question
    spans = selection.spans[:_TO_CHOOSE_FROM]
    if question.years or question.role is not None:
        of_any_time = replace(scope, question=replace(question, years=(), role=None))
        spans += found_near(asker, of_any_time, watch).spans[:_TO_CHOOSE_FROM]
    once: dict[tuple[str, int], ScoredSpan] = {}
    for each in spans:
        if not is_of_elsewhere(question, each.passage) and names_parts(question, each):
            once.setdefault((each.passage.document_id, each.start), each)
    return tuple(once.values())


def draft_of_before(asker: Asker, scope: Scope, watch: Stopwatch) -> Drafted | None:
    """What there was in a year before the report's, calculated from what it says of its own."""
    years = set(scope.question.years)
    told = {year for document in scope.documents for section in document.sections for year in section.period.years}
    if not years - told or not asks_before(scope.question.text):
        return None
    selection = found_near(asker, replace(scope, question=replace(scope.question, years=())), watch)
    with watch.step("generate"):
        computed = derive(scope.question, selection)
    if computed is None or computed.confidence < DERIVED:
        return None
    return calculation(asker, scope, computed, watch)


def found_near(asker: Asker, scope: Scope, watch: Stopwatch) -> Selection:
    """The sentences that are near the question, best first."""

    def search() -> Selection:
        with watch.step("retrieve"):
            evidence = retrieve(asker, scope.question, scope.limit, asker.settings.answer.passages)
        with watch.step("generate"):
            return selected(asker, scope.question, evidence, most)

    memory = asker.memory
    most = READ if memory is None or memory.is_empty else READ_AGAIN
    return search() if memory is None else memory.once((scope.question, scope.limit), search)


def is_elsewhere(scope: Scope) -> bool:
    """Whether a question is about a place that no report of its scope names."""
    own = scope.question.places
    return any(
        not any(is_named_in(document.text, place, own) for document in scope.documents)
        for place in scope.question.foreign_places
    )


def figures_of(asker: Asker, documents: Sequence[Document]) -> tuple[Figure, ...]:
    """All figures that some documents state."""
    return tuple(figure for document in documents for figure in asker.store.figures_of(document.id))
