"""What a heading says of time: does its section review or plan, and which years."""

import re
import unicodedata
from collections.abc import Iterable

from index.types import Period, Role

_CHINESE_DIGITS = str.maketrans("〇○零ＯO一二三四五六七八九", "00000123456789")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年)|\b((?:19|20)\d{2})\b(?![\d年,.]\d)")
_CHINESE_YEAR = re.compile(r"[一二][〇○零ＯO一二三四五六七八九]{3}(?=年)")
_MANY_YEARS = re.compile(
    r"(?:过去|近|这|上|今后)?(?<![〇零一二三四五六七八九])([三四五六])年(?!计划|规划)来?|本届|上届|上一届|five years"
)
_REVIEW_WORDS = re.compile(
    r"回顾|总结|过去|五年来|一年来|上年|主要成就|成就|取得的|完成情况|执行情况|工作情况|主要工作和|"
    r"[目标任务计划]{2,6}的?(?:完成|执行)|\b[Rr]eview\b|\b[Pp]ast\b|\b[Aa]chievements\b"
)
_PLAN_WORDS = re.compile(
    r"安排|(?<!五年)计划|目标|任务|今后|要求|部署|方针|建议|打算|重点工作|工作重点|主要工作$|思路|展望|未来|下一?[年步]|奋斗|"
    r"\b(?:[Ww]ill|[Pp]lan|[Tt]asks?|[Oo]bjectives?|[Mm]ajor [Aa]reas|[Rr]equirements|[Pp]riorities)\b"
)
_PLANNED_IN_BODY = (
    re.compile(r"(?:做好|完成)((?:19|20)\d{2})年(?:各项|政府)?(?:工作|目标任务)"),
    re.compile(
        r"((?:19|20)\d{2})年(?:全[省市区县州])?(?:政府|经济社会发展|国民经济)?(?:工作)?的?(?:主要|总体|预期){1,2}(?:目标|要求|思路)"
    ),
    re.compile(r"(?:^|[。\n])((?:19|20)\d{2})年是"),
)
# A word of review or plan tells of the section only in a title, not in a long clause: 「维护和平是…的主要目标」.
_TITLE_CHARS, _ENGLISH_TITLE_CHARS = 30, 80


def years_in_digits(text: str) -> str:
    """「二〇三〇年」 as 「2030年」."""
    return _CHINESE_YEAR.sub(lambda found: found.group().translate(_CHINESE_DIGITS), text)


def years_in(text: str) -> tuple[int, ...]:
    """Years as printed, in order: before 年 in Arabic or Chinese digits of either width, or alone in English."""
    found = _YEAR.findall(unicodedata.normalize("NFKC", years_in_digits(text)))
    return tuple(int(before or alone) for before, alone in found)


def role_of_heading(heading: str) -> Role | None:
    """Whether a heading says that it reviews or plans; a review is named first in reports that do both."""
    if len(heading) > (_TITLE_CHARS if re.search(r"[\u4e00-\u9fff]", heading) else _ENGLISH_TITLE_CHARS):
        return None
    review, plan = _REVIEW_WORDS.search(heading), _PLAN_WORDS.search(heading)
    if review and (plan is None or review.start() <= plan.start()):
        return Role.REVIEW
    return Role.PLAN if plan else None


def states_period(heading: str) -> bool:
    """Whether a heading names both a year and what is done about it: 「2030年工作回顾」."""
    return bool(years_in(heading)) and role_of_heading(heading) is not None


def plans_too(heading: str) -> bool:
    """Whether a heading that reviews goes on to plan: 「1998年工作回顾和1999年工作的总体要求」."""
    review = _REVIEW_WORDS.search(heading)
    return review is not None and _PLAN_WORDS.search(heading, review.end()) is not None


def year_after_review(headings: Iterable[str]) -> int | None:
    """The later year where the headings review one year and plan the next: the surest sign of a report's year."""
    single = {years[0] for heading in headings if len(years := years_in(heading)) == 1}
    return max((year for year in single if year - 1 in single), default=None)


def planned_year(headings: Iterable[str]) -> int | None:
    """The first year that a heading plans for; where they only review, the year after."""
    stated = [(heading, years) for heading in headings if (years := years_in(heading))]
    for heading, years in stated:
        if role_of_heading(heading) is Role.PLAN:
            return years[0]
        if plans_too(heading) and len(years) > 1:
            return years[-1]
    reviewed = next((years[-1] for heading, years in stated if role_of_heading(heading) is Role.REVIEW), None)
    return None if reviewed is None else reviewed + 1


def planned_year_of_body(text: str) -> int | None:
    """The year that running text plans for, where no heading does: 「做好2031年工作」, 「2031年是…」."""
    text = unicodedata.normalize("NFKC", text)
    for pattern in _PLANNED_IN_BODY:
        if years := pattern.findall(text):
            return max(int(year) for year in years)
    return None


def read_period(heading: str, role_before: Role | None, report_year: int | None) -> Period:
    """The period that a heading states; what it leaves out comes from the part before it and the report's year."""
    years = years_in(heading)
    role = role_of_heading(heading)
    if report_year is not None and years and not plans_too(heading):
        # The years decide: 「完成2030年各项任务」 is a review in the report of 2031, and a plan in that of 2030.
        role = Role.REVIEW if max(years) < report_year else role or Role.PLAN
    role = role or role_before
    if not years and report_year is not None and role is not None:
        last = report_year - 1 if role is Role.REVIEW else report_year
        span = _MANY_YEARS.search(heading)
        length = 1 if span is None else {"三": 3, "四": 4, "六": 6}.get(span.group(1) or "五", 5)
        years = (last - length + 1, last) if role is Role.REVIEW else (last, last + length - 1)
    return Period(role, min(years, default=None), max(years, default=None))
