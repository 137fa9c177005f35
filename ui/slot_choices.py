"""What may be chosen in the place of what was understood: the report, the year, review or plan."""

from dataclasses import dataclass

from index.store import Store
from index.types import Document, Filter, Role
from rag.types import Slots
from ui.languages import Say

ANY = ""
_ROLES = ((ANY, "回顾和计划"), (Role.REVIEW.value, "回顾（已完成）"), (Role.PLAN.value, "计划（目标）"))


@dataclass(frozen=True, slots=True)
class Choice:
    """One slot: its name, what it is called, the value that holds, and every value with what it is called."""

    slot: str
    label: str
    chosen: str
    options: tuple[tuple[str, str], ...]


def slot_choices(slots: Slots, store: Store, say: Say) -> tuple[Choice, ...]:
    """The choices that the store has; a shelf of one report has no choice of report."""
    documents = store.documents
    reports = ((ANY, "全部报告"), *((document.id, document.metadata.title) for document in documents))
    report = slots.document or next((each.id for each in documents if slots.place == each.metadata.place), ANY)
    years = sorted({year for document in _meant(slots, store) for year in _years(document, None)} | set(slots.years))
    chosen = ",".join(str(year) for year in slots.years)
    names = {year: say("{}年").format(year) for year in years}
    several = ((chosen, say("、").join(names[year] for year in slots.years)),) if len(slots.years) > 1 else ()
    of_years = ((ANY, "不限年份"), *several, *((str(year), name) for year, name in names.items()))
    return (
        *((Choice("document", "报告", report, reports),) if len(documents) > 1 else ()),
        Choice("year", "年份", chosen, of_years),
        Choice("role", "回顾或计划", slots.role.value if slots.role else ANY, _ROLES),
    )


def chosen_limit(slot: str, value: str, slots: Slots, store: Store) -> Filter:
    """What the question is limited to when one of its slots is chosen anew; an unknown value limits nothing.

    Review or plan brings its years along, which count more than a year in the question's words.
    """
    documents = (slots.document,) if slots.document else ()
    if slot == "document":
        return Filter(documents=tuple(document.id for document in store.documents if document.id == value))
    if slot == "year" and all(year.isdecimal() for year in value.split(",")):
        return Filter(documents=documents, years=tuple(int(year) for year in value.split(",")))
    if slot == "role" and value in (Role.REVIEW, Role.PLAN):
        role = Role(value)
        years = sorted({year for document in _meant(slots, store) for year in _years(document, role)})
        return Filter(documents=documents, years=tuple(years), role=role)
    return Filter(documents=documents)


def _meant(slots: Slots, store: Store) -> tuple[Document, ...]:
    found = tuple(
        each
        for each in store.documents
        if each.id == slots.document or (slots.document is None and slots.place in (None, each.metadata.place))
    )
    return found or store.documents


def _years(document: Document, role: Role | None) -> set[int]:
    """The years that sections of this role (None: any) are about."""
    periods = [section.period for section in document.sections if section.period.role is not None]
    return {
        year
        for period in periods
        if role in (None, period.role)
        for year in (period.first_year, period.last_year)
        if year is not None
    }
