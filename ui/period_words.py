"""What a page calls a period: 「2030年回顾」, 「2031年计划」."""

from index.types import Period, Role
from ui.languages import Say

_ROLE_WORDS = {Role.REVIEW: "{}年回顾", Role.PLAN: "{}年计划"}


def period_words(period: Period, say: Say) -> str:
    """The years with whether they are reviewed or planned; empty for what has no role or no year."""
    if period.role is None:
        return ""
    years = "—".join(dict.fromkeys(str(year) for year in (period.first_year, period.last_year) if year))
    return say(_ROLE_WORDS[period.role]).format(years) if years else ""
