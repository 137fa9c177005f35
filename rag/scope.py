"""Which reports a question is for: those of the places and years that it names, or that define its terms."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.limits import is_about
from index.store import Store
from index.types import Document, Filter
from rag.question import Question, Wanted

_KIND = r"(省份?|省市|城市|市|区县?|县|地方|地区|地市|报告)"
ACROSS = re.compile(rf"(?:哪[些几]?个?|多少个?|多少份|几[个份]|各个?|每个?|每份|所有)(?:的)?{_KIND}")
_REPORT_OF = re.compile(r"((?:19|20)\d{2})年?的?[\u3400-\u9fff]{0,8}?工作报告")
_JOINED = r"(?:和|与|跟|同|及|以及|、|比|对比)"


@dataclass(frozen=True, slots=True)
class Scope:
    """Reports that are asked together, and how the question reads for them."""

    question: Question
    limit: Filter
    documents: tuple[Document, ...]


def documents_of(store: Store, limit: Filter) -> tuple[Document, ...]:
    """The documents that a filter lets through."""
    return tuple(
        document
        for document in store.documents
        if (not limit.documents or document.id in limit.documents)
        and (not limit.places or is_about(document.metadata.place, limit.places))
    )


def scopes_of(store: Store, question: Question, limit: Filter) -> tuple[Scope, ...]:
    """One scope for each place that the question names, or a single one. A caller's document stands over all."""
    within = documents_of(store, limit)
    if limit.documents:
        return (Scope(question, limit, within),)
    places = () if limit.places else question.places
    if not places:
        selected = within if ACROSS.search(question.text) else _defining(within, question)
        return (_scope(question, limit, _latest_or_of_year(selected, question)),)
    beside = _joined_foreign_places(question)
    asked = replace(question, foreign_places=tuple(set(question.foreign_places) - set(beside)))
    return tuple(
        _scope(replace(asked, places=(place,)), limit, _latest_or_of_year(_about(within, place), question))
        for place in places
    ) + tuple(Scope(replace(question, text=place), limit, ()) for place in beside)


def _scope(question: Question, limit: Filter, documents: tuple[Document, ...]) -> Scope:
    return Scope(question, replace(limit, documents=tuple(document.id for document in documents)), documents)


def _about(documents: Sequence[Document], place: str) -> tuple[Document, ...]:
    exact = tuple(document for document in documents if document.metadata.place == place)
    return exact or tuple(document for document in documents if is_about(document.metadata.place, (place,)))


def _defining(documents: tuple[Document, ...], question: Question) -> tuple[Document, ...]:
    """The documents whose glossary has the terms asked for, where a definition or a use of one is."""
    if question.wanted not in (Wanted.DEFINITION, Wanted.USE):
        return documents
    ids = {named.document_id for named in question.terms}
    return tuple(document for document in documents if document.id in ids) or documents


def _latest_or_of_year(documents: tuple[Document, ...], question: Question) -> tuple[Document, ...]:
    """Of the reports of a place, those that speak of the years asked for; the latest where no year is."""
    if len(documents) == 1:
        return documents
    named = _REPORT_OF.search(question.text)
    of_year = tuple(each for each in documents if named and each.metadata.year == int(named.group(1)))
    if of_year:
        return of_year
    if question.years:
        return tuple(each for each in documents if _speaks_of(each, question.years)) or documents
    newest: dict[str, int] = {}
    for place, year in _dated(documents):
        newest[place] = max(year, newest.get(place, year))
    return tuple(
        each for each in documents if newest.get(each.metadata.place or "", each.metadata.year) == each.metadata.year
    )


def _dated(documents: Iterable[Document]) -> Iterable[tuple[str, int]]:
    for document in documents:
        if document.metadata.place and document.metadata.year:
            yield document.metadata.place, document.metadata.year


def _speaks_of(document: Document, years: Sequence[int]) -> bool:
    periods = [section.period for section in document.sections if section.period.first_year is not None]
    return document.metadata.year in years or any(
        (period.first_year or 0) <= year <= (period.last_year or period.first_year or 0)
        for period in periods
        for year in years
    )


def _joined_foreign_places(question: Question) -> tuple[str, ...]:
    """Places without a report that are asked about beside one that has: 「湖北省和湖南省的目标分别是多少」."""
    own = "|".join(re.escape(name) for place in question.places for name in (place, place[:-1]))
    return tuple(
        other
        for other in question.foreign_places
        if re.search(rf"(?:{own}){_JOINED}{re.escape(other)}|{re.escape(other)}{_JOINED}(?:{own})", question.text)
    )
