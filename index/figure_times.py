"""Of which year a figure speaks, and whether it was reached or is intended."""

import re

from index.types import FigureKind, Period, Role

_YEAR = re.compile(r"(?<![比较])(?<![\d.])((?:19|20)\d{2})年(?!的?[\d.]+倍)")
_COMPARED = re.compile(r"(?:比|较|是|为|相当于|自|从|由|与)$")
_LAST_YEAR = re.compile(r"(?<![比较])(?<!同)(?:去年|上年)(?!同期|的?基础)")
_THIS_YEAR = re.compile(r"今年|本年")
_NEXT_YEAR = re.compile(r"明年")
_INTENDED = re.compile(
    r"力争|拟(?=[投安新建筹招引])|目标[是为]|预期目标|计划(?:到|在|用|于|今年|明年|新增|建成|引进|完成|实施)"
)
_DONE = re.compile(r"截至目前|目前(?!标)|(?<!自)去年|已(?:经|累计|建成|完成|达|有|开)|现有")


def year_and_kind(sentence: str, at: int, clause: int, period: Period) -> tuple[int | None, FigureKind]:
    """The year and the kind of the figure at ``at``, whose clause begins at ``clause``."""
    printed = _printed_year(sentence, at, clause)
    year = printed or _told_year(sentence[:at], period) or period.last_year
    own = sentence[clause:at]
    if period.role is Role.PLAN:
        past = printed is not None and period.first_year is not None and printed < period.first_year
        return year, FigureKind.ACTUAL if past or _DONE.search(own) else FigureKind.TARGET
    future = printed is not None and period.last_year is not None and printed > period.last_year
    return year, FigureKind.TARGET if future or _INTENDED.search(own) else FigureKind.ACTUAL


def _printed_year(sentence: str, at: int, clause: int) -> int | None:
    """The last year named in the clause before the figure, else one that opens an earlier clause of the sentence."""
    found = None
    for match in _YEAR.finditer(sentence, 0, at):
        if _COMPARED.search(sentence[: match.start()]):
            continue
        opens = re.search(r"(?:^|[,，;；:：。\n])(?:截至|截止|到|至|在)?$", sentence[: match.start()])
        if match.start() >= clause or opens:
            found = int(match[1])
    return found


def _told_year(before: str, period: Period) -> int | None:
    """去年, 今年 and 明年 as a report says them: before its plan 去年 is the year reviewed."""
    if period.last_year is None:
        return None
    planned = period.role is Role.PLAN
    if _LAST_YEAR.search(before):
        return (period.first_year or period.last_year) - 1 if planned else period.last_year
    if _NEXT_YEAR.search(before):
        return period.last_year + 1
    if _THIS_YEAR.search(before) and planned:
        return period.first_year
    return None
