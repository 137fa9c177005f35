"""The figures as HTML: a table with what was reached beside what is intended, and a chart of both. All is escaped."""

from collections.abc import Sequence
from html import escape

from index.figure_search import side_by_side
from index.types import Figure, FigureKind
from ui.figure_views import indicator, stated
from ui.languages import Say

_MOST_ROWS = 200  # of a table that is read by eye; the CSV has them all
_MOST_BARS = 10
_MOST_UNASKED_BARS = 4  # the table is what a visitor comes for; more bars would push it out of the window
_KINDS = (FigureKind.ACTUAL, FigureKind.TARGET)
_HEADS = ("指标", "完成", "目标", "目标比完成")
Row = Sequence[Figure]


def figures_html(figures: Sequence[Figure], titles: dict[str, str], say: Say, *, is_asked: bool = False) -> str:
    """A row for each indicator, each figure a link to the words that state it; the chart stands in front.

    ``is_asked`` where the figures are those that somebody looked for.
    """
    rows = side_by_side(figures)
    if not rows:
        told = "没有找到这样的数据。换个说法试试，或清空后查看全部。" if is_asked else "书架上的报告没有可列出的数据。"
        return f'<p class="wb-empty">{say(told)}</p>'
    several = titles if len({figure.document_id for figure in figures}) > 1 else {}
    body = "".join(_row(row, several, say) for row in rows[:_MOST_ROWS])
    more = ""
    if len(rows) > _MOST_ROWS:
        more = f'<p class="wb-empty">{say("共 {} 项，这里是前 {} 项。").format(len(rows), _MOST_ROWS)}</p>'
    heads = "".join(
        f'<th aria-sort="none"><button type="button" class="wb-sort">{say(name)}</button></th>' for name in _HEADS
    )
    table = f'<table class="wb-figures wb-cards"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'
    return f"{_chart(rows, several, say, is_asked)}{table}{more}"


def _row(row: Row, titles: dict[str, str], say: Say) -> str:
    cells = "".join(_cell([each for each in row if each.kind is kind], kind, say) for kind in _KINDS)
    return f'<tr><th scope="row">{_name(row[0], titles, say)}</th>{cells}{_change(row, say)}</tr>'


def _name(figure: Figure, titles: dict[str, str], say: Say) -> str:
    """What a figure is of; of which report, where there are several."""
    where = f' <span class="wb-where">{escape(titles[figure.document_id])}</span>' if titles else ""
    return f"{escape(indicator(figure, say))}{where}"


def _cell(figures: Row, kind: FigureKind, say: Say) -> str:
    """On a telephone the name of the column stands in front; a column is sorted within its units."""
    name = say(_HEADS[1 + _KINDS.index(kind)])
    value = f' data-unit="{escape(figures[-1].measure)}" data-value="{figures[-1].amount}"' if figures else ""
    return f'<td data-name="{name}"{value}>{"<br>".join(_stated(each, say) for each in figures)}</td>'


def _stated(figure: Figure, say: Say) -> str:
    address = f"?doc={escape(figure.document_id)}&amp;at={figure.clause_start}-{figure.clause_end}"
    words = escape(stated(figure, say, with_kind=False))
    return f'<a href="{address}" target="_blank" rel="noopener">{words}</a>'


def _pair(row: Row) -> tuple[Figure, Figure] | None:
    """What was reached last and what is intended next, where an indicator has both as one number each."""
    reached, intended = ([each for each in row if each.kind is kind and each.upper is None] for kind in _KINDS)
    return (reached[-1], intended[-1]) if reached and intended else None


def _change(row: Row, say: Say) -> str:
    """By how much the target is over what was reached: of a rate in points, of an amount in per cent."""
    pair = _pair(row)
    name, unit, value, shown = say(_HEADS[3]), row[0].measure, None, ""
    if pair is not None and unit == "%":
        value = pair[1].amount - pair[0].amount
        shown = say("{} 个百分点").format(f"{value:+.2f}".rstrip("0").rstrip("."))
    elif pair is not None and row[0].change is None and pair[0].amount:
        value, unit = pair[1].amount / pair[0].amount - 1, ""
        shown = f"{value:+.1%}"
    sorts = "" if value is None else f' data-unit="{escape(unit)}" data-value="{value}"'
    return f'<td data-name="{name}"{sorts}>{shown}</td>'


def _chart(rows: Sequence[Row], titles: dict[str, str], say: Say, is_asked: bool) -> str:
    """Bars of the indicators that have both, each pair on a scale of its own, as their units differ."""
    pairs = [(row, pair) for row in rows if (pair := _pair(row)) is not None and min(each.amount for each in pair) >= 0]
    if not pairs:
        return ""
    bars = "".join(_bars(_name(row[0], titles, say), pair, say) for row, pair in pairs[:_MOST_BARS])
    actual, target = (
        f'<span class="wb-{kind}"></span>{say(word)}' for kind, word in zip(_KINDS, _HEADS[1:3], strict=True)
    )
    is_open = " open" if is_asked or len(pairs) <= _MOST_UNASKED_BARS else ""
    return (
        f'<details class="wb-chart"{is_open}><summary>{say("完成与目标对比")}</summary>'
        f'<p class="wb-key">{actual} {target}</p><dl>{bars}</dl>'
        f'<p class="wb-key">{say("每项指标单位不同，只在同一项内比较长短。")}</p></details>'
    )


def _bars(name: str, pair: tuple[Figure, Figure], say: Say) -> str:
    most = max(each.amount for each in pair) or 1
    bars = "".join(
        f'<dd><span class="wb-bar wb-{each.kind}" style="width:{60 * each.amount / most:.1f}%"></span> '
        f"{escape(stated(each, say, with_kind=False))}</dd>"
        for each in pair
    )
    return f"<div><dt>{name}</dt>{bars}</div>"
