"""The tabs beside the chat as HTML: how a report was read, and its figures side by side. Every text is escaped here."""

from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import quote

from index.figure_search import side_by_side
from index.store import Store
from index.types import Document, Figure, FigureKind, Period, Role, Section
from ui.figure_views import indicator, stated
from ui.languages import Say
from ui.show import with_changes

_MOST_ROWS = 200  # of a table that is read by eye; the CSV has them all
_LONGEST_HEADING = 60
_ROLE_WORDS = {Role.REVIEW: "回顾", Role.PLAN: "计划"}


def report_html(store: Store, document: Document, say: Say) -> str:
    """What was counted, the original to download, and behind a click how it was read: periods, terms, warnings."""
    metadata = document.metadata
    facts = [
        ("地方", metadata.place),
        ("年份", metadata.year),
        ("日期", metadata.date),
        ("报告人", metadata.speaker),
        ("页数", metadata.pages),
        ("字数", len(document.text)),
        ("段落", len(store.passages_of(document.id))),
        ("名词", len(document.terms)),
        ("数据", len(store.figures_of(document.id))),
    ]
    shown = "".join(f"<div><dt>{say(name)}</dt><dd>{escape(str(value))}</dd></div>" for name, value in facts if value)
    warnings = "".join(f"<li>{escape(each)}</li>" for each in document.warnings)
    terms = "、".join(escape(term.name) for term in document.terms)
    original = f"api/documents/{quote(document.id)}/original"
    return (
        f'<div class="wb-report"><h2>{escape(metadata.title)}</h2><dl class="wb-facts">{shown}</dl>'
        + (f'<ul class="wb-warnings">{warnings}</ul>' if warnings else "")
        + f'<p><a href="{original}" download>{say("下载原件")}</a></p>'
        + f"<details><summary>{say('这份报告是怎样读的')}</summary>"
        + f'<ul class="wb-outline">{"".join(_outline(document.sections))}</ul>'
        + (f'<p class="wb-names">{say("名词：")}{terms}</p>' if terms else "")
        + "</details></div>"
    )


def figures_html(figures: Sequence[Figure], titles: dict[str, str]) -> str:
    """A row for each indicator, what was reached beside what is intended."""
    rows = side_by_side(figures)
    if not rows:
        return '<p class="wb-empty">没有找到这样的数据。换个说法试试，或清空后查看全部。</p>'
    several = len({figure.document_id for figure in figures}) > 1
    body = "".join(_figure_row(row, titles if several else {}) for row in rows[:_MOST_ROWS])
    more = f'<p class="wb-empty">共 {len(rows)} 项，这里是前 {_MOST_ROWS} 项。</p>' if len(rows) > _MOST_ROWS else ""
    head = "<tr><th>指标</th><th>完成</th><th>目标</th></tr>"
    return f'<table class="wb-figures"><thead>{head}</thead><tbody>{body}</tbody></table>{more}'


def _outline(sections: Sequence[Section]) -> Iterator[str]:
    for section, changes in with_changes(sections):
        heading = section.heading or "（无标题）"
        cut = heading if len(heading) <= _LONGEST_HEADING else f"{heading[:_LONGEST_HEADING]}…"
        period = _period(section.period) if changes else ""
        yield f'<li class="wb-level-{section.level}">{escape(cut)}{period}</li>'


def _period(period: Period) -> str:
    if period.role is None:
        return ""
    years = "—".join(dict.fromkeys(str(year) for year in (period.first_year, period.last_year) if year))
    return f' <span class="wb-where">{years}年{_ROLE_WORDS[period.role]}</span>' if years else ""


def _figure_row(row: Sequence[Figure], titles: dict[str, str]) -> str:
    where = f' <span class="wb-where">{escape(titles[row[0].document_id])}</span>' if titles else ""
    cells = "".join(
        f"<td>{'<br>'.join(escape(stated(each, with_kind=False)) for each in row if each.kind is kind)}</td>"
        for kind in (FigureKind.ACTUAL, FigureKind.TARGET)
    )
    return f'<tr><th scope="row">{escape(indicator(row[0]))}{where}</th>{cells}</tr>'
