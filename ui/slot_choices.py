"""What may be chosen in the place of what was understood: the report, the year, review or plan."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.store import Store
from index.types import NO_LIMIT, Document, Filter, Role
from rag.types import Slots
from ui.languages import Say

ANY = ""
_AS_ASKED = "按问题"  # a choice is taken back, and the question's own words count again
_ROLES = ((Role.REVIEW.value, "回顾（已完成）"), (Role.PLAN.value, "计划（目标）"))


@dataclass(frozen=True, slots=True)
class Choice:
    """One slot: its name, what it is called, the value that holds, and every value with what it is called."""

    slot: str
    label: str
    chosen: str
    options: tuple[tuple[str, str], ...]


def slot_choices(slots: Slots, store: Store, say: Say, limit: Filter = NO_LIMIT) -> tuple[Choice, ...]:
    """The choices that the store has; a shelf of one report has no choice of report.

    What the question's own words say can be changed but not left open, which would find it there again.
    """
    documents = store.documents
    reports = ((ANY, "全部报告"), *((document.id, document.metadata.title) for document in documents))
    of_place = (each.id for each in documents if slots.place and slots.place == each.metadata.place)
    report = slots.document or next(of_place, ANY)
    years = sorted(_years_of(None, slots, store) | set(slots.years))
    chosen = ",".join(str(year) for year in slots.years)
    names = {year: say("{}年").format(year) for year in years}
    several = ((chosen, say("、").join(names[year] for year in slots.years)),) if len(slots.years) > 1 else ()
    of_years = (*several, *((str(year), name) for year, name in names.items()))
    role = slots.role.value if slots.role else ANY
    return (
        *((Choice("document", "报告", report, reports),) if len(documents) > 1 else ()),
        Choice("year", "年份", chosen, (*_open(chosen, "不限年份", limit.years), *of_years)),
        Choice("role", "回顾或计划", role, (*_open(role, "回顾和计划", limit.role), *_ROLES)),
    )


def _open(chosen: str, label: str, limited: object) -> tuple[tuple[str, str], ...]:
    """The option that chooses nothing: what holds, the way back from a choice, or none."""
    if chosen == ANY:
        return ((ANY, label),)
    return ((ANY, _AS_ASKED),) if limited else ()


def chosen_limit(slot: str, value: str, slots: Slots, limit: Filter, store: Store) -> Filter:
    """What the question is limited to when one of its slots is chosen anew; an unknown value limits nothing.

    What was chosen before stays, as far as it goes with the new choice. Review or plan brings its years along, which
    count more than a year in the question's words.
    """
    documents = limit.documents or ((slots.document,) if slots.document else ())
    if slot == "document":
        documents = tuple(document.id for document in store.documents if document.id == value)
        meant = replace(slots, document=documents[0] if documents else None, place=None)
        return _with_role(Filter(documents=documents, years=_held(limit.years, meant, store)), limit.role, meant, store)
    if slot == "year":
        years = tuple(int(year) for year in value.split(",")) if re.fullmatch(r"\d{4}(,\d{4})*", value) else ()
        role = limit.role if limit.role and set(years) <= _years_of(limit.role, slots, store) else None
        return _with_role(Filter(documents=documents, years=years), role, slots, store)
    role = Role(value) if slot == "role" and value in (Role.REVIEW, Role.PLAN) else None
    return _with_role(Filter(documents=documents), role, slots, store)


def _with_role(limit: Filter, role: Role | None, slots: Slots, store: Store) -> Filter:
    if role is None:
        return limit
    return replace(limit, role=role, years=limit.years or tuple(sorted(_years_of(role, slots, store))))


def _held(years: Sequence[int], slots: Slots, store: Store) -> tuple[int, ...]:
    """Those of the years that the reports meant are about."""
    return tuple(year for year in years if year in _years_of(None, slots, store))


def _years_of(role: Role | None, slots: Slots, store: Store) -> set[int]:
    return {year for document in _meant(slots, store) for year in _years(document, role)}


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
