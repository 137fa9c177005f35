"""The figures as HTML: a table with what was reached beside what is intended, and a chart of both. All is escaped."""

from collections.abc import Sequence
from html import escape

from index.figure_search import side_by_side
from index.types import Figure, FigureKind
from ui.figure_views import indicator, stated
from ui.languages import Say

_MOST_ROWS = 200  # of a table that is read by eye; the CSV has them all
_MOST_BARS = 10
_KINDS = (FigureKind.ACTUAL, FigureKind.TARGET)
Row = Sequence[Figure]


def figures_html(figures: Sequence[Figure], titles: dict[str, str], say: Say) -> str:
    """A row for each indicator, each figure a link to the words that state it; the chart stands in front."""
    rows = side_by_side(figures)
    if not rows:
        return f'<p class="wb-empty">{say("没有找到这样的数据。换个说法试试，或清空后查看全部。")}</p>'
    several = len({figure.document_id for figure in figures}) > 1
    body = "".join(_row(row, titles if several else {}) for row in rows[:_MOST_ROWS])
    more = ""
    if len(rows) > _MOST_ROWS:
        more = f'<p class="wb-empty">{say("共 {} 项，这里是前 {} 项。").format(len(rows), _MOST_ROWS)}</p>'
    heads = "".join(
        f'<th aria-sort="none"><button type="button" class="wb-sort">{say(name)}</button></th>'
        for name in ("指标", "完成", "目标", "目标比完成")
    )
    table = f'<table class="wb-figures"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'
    return f"{_chart(rows, say)}{table}{more}"


def _row(row: Row, titles: dict[str, str]) -> str:
    where = f' <span class="wb-where">{escape(titles[row[0].document_id])}</span>' if titles else ""
    cells = "".join(_cell([each for each in row if each.kind is kind]) for kind in _KINDS)
    growth = _growth(row)
    more = "<td></td>" if growth is None else f'<td data-value="{growth}">{growth:+.1%}</td>'
    return f'<tr><th scope="row">{escape(indicator(row[0]))}{where}</th>{cells}{more}</tr>'


def _cell(figures: Sequence[Figure]) -> str:
    value = f' data-value="{figures[-1].amount}"' if figures else ""
    return f"<td{value}>{'<br>'.join(map(_stated, figures))}</td>"


def _stated(figure: Figure) -> str:
    address = f"?doc={escape(figure.document_id)}&amp;at={figure.clause_start}-{figure.clause_end}"
    words = escape(stated(figure, with_kind=False))
    return f'<a href="{address}" target="_blank" rel="noopener">{words}</a>'


def _pair(row: Row) -> tuple[Figure, Figure] | None:
    """What was reached last and what is intended next, where an indicator has both as one number each."""
    reached, intended = ([each for each in row if each.kind is kind and each.upper is None] for kind in _KINDS)
    return (reached[-1], intended[-1]) if reached and intended else None


def _growth(row: Row) -> float | None:
    """By how much the target is over what was reached; None for a rate, whose change is told in points."""
    pair = _pair(row)
    if pair is None or row[0].change is not None or row[0].measure == "%" or not pair[0].amount:
        return None
    return pair[1].amount / pair[0].amount - 1


def _chart(rows: Sequence[Row], say: Say) -> str:
    """Bars of the indicators that have both, each pair on a scale of its own, as their units differ."""
    pairs = [(row, pair) for row in rows if (pair := _pair(row)) is not None and min(each.amount for each in pair) >= 0]
    if not pairs:
        return ""
    bars = "".join(_bars(row[0], pair) for row, pair in pairs[:_MOST_BARS])
    actual, target = (
        f'<span class="wb-{kind}"></span>{say(word)}' for kind, word in zip(_KINDS, ("完成", "目标"), strict=True)
    )
    key = f'<p class="wb-key">{actual} {target}</p>'
    return (
        f'<figure class="wb-chart"><figcaption>{say("完成与目标对比")}</figcaption>{key}<dl>{bars}</dl>'
        f'<p class="wb-empty">{say("每项指标单位不同，只在同一项内比较长短。")}</p></figure>'
    )


def _bars(of: Figure, pair: tuple[Figure, Figure]) -> str:
    most = max(each.amount for each in pair) or 1
    bars = "".join(
        f'<dd><span class="wb-bar wb-{each.kind}" style="width:{60 * each.amount / most:.1f}%"></span> '
        f"{escape(stated(each, with_kind=False))}</dd>"
        for each in pair
    )
    return f"<div><dt>{escape(indicator(of))}</dt>{bars}</div>"
