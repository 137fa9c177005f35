"""What a question takes for so, a claim: of which thing, when, and what of it that clauses may tell otherwise."""

import re
from dataclasses import dataclass
from typing import Protocol

from index.types import Passage, Role
from rag import wording
from rag.question import Question, Wanted
from rag.same_thing import Telling

ASKS_WHY = re.compile(r"为什么|为何|为啥子?|怎么|咋|凭(?:什么|啥)")
_ASKS_WHETHER = re.compile(r"[吗吧么]$|没有?$|是不是|有没有|是否")
# Asks to check what was said before: 「…，是否属实」, 「…，我有点不信」; nothing else is asked.
_CHECKS = re.compile(
    r"(?!.*(?:多少|几|哪|什么|啥|谁|怎|\d)).*(?:没(?:有)?[记写弄看听搞抄]?错|没问题|属实|准确|正确|靠谱|[是对]不[是对]|不(?:太|大|敢)*信|核[对实]|指正"
    r"|[查看][查看一]|这么回事|是这样|有这么|真的?假|真的吗|对得上).*"
)
_BARE = re.compile(r"[是对][吗吧不][是对]?|对不对|是不是|是?真的[吗吧]?|有没有")
_SHARE_IN = re.compile(r"的[份分]\s*$")  # 「怎么没有甲市的份」: in what the clause before says
FEWEST_WORDS = 3  # characters that name a thing; of fewer, the clause before names it


class Supposed(Protocol):
    """What is claimed of a thing, of one kind: a value, a rise or fall, one side of a word."""

    def agrees(self, telling: Telling) -> bool:
        """Whether a clause may tell what is claimed."""

    def confirmed(self, telling: Telling) -> Telling | None:
        """The clause with the place where it surely tells what is claimed; None where it does not."""

    def otherwise(self, telling: Telling) -> Telling | None:
        """The clause with the place of what it tells otherwise; None where it tells nothing that excludes it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The words for a thing, what a question takes for so of it, and of when."""

    words: str
    supposed: Supposed
    years: tuple[int, ...] = ()
    role: Role | None = None
    is_denial: bool = False  # what excludes it is said as 「没有」
    is_asked: bool = False  # whether it is so: 「突破2000亿了吗」

    def is_of_time_of(self, passage: Passage) -> bool:
        """Whether a passage is of the time that is claimed of."""
        period = passage.period
        if self.years:
            return period.first_year is None or any(year in period.years for year in self.years)
        return self.role is None or period.role is None or period.role is self.role


def asks_if_so(question: Question) -> bool:
    """Whether a question asks if something is so, be it beside another year: 「比上年增长了没有」."""
    if question.wanted is Wanted.COMPARISON:
        text = question.text
        return wording.YES_NO.search(text) is not None and wording.HOW_MANY.search(text) is None
    return question.wanted is Wanted.YES_NO


def asks_whether(clauses: list[str], at: int) -> bool:
    """Whether a clause, with a bare one behind it, asks if it is so: 「突破2000亿了,是吗」."""
    behind = clauses[at + 1] if at + 1 < len(clauses) else ""
    checks = any(form.fullmatch(behind) is not None for form in (_BARE, _CHECKS))
    return asks_itself(clauses[at]) or checks or (at > 0 and _CHECKS.fullmatch(clauses[at - 1]) is not None)


def asks_itself(clause: str) -> bool:
    """Whether a clause by itself asks if it is so."""
    return _ASKS_WHETHER.search(clause) is not None


def without_asking(clause: str) -> str:
    """A clause as if it were told: 「是不是上涨了」 is 「上涨了」."""
    return _ASKS_WHETHER.sub(" ", clause).rstrip()


def named_by(words: str, before: str) -> str:
    """The words for a thing, with those of the clause before where they name none."""
    return words if len(_SHARE_IN.sub("", words).strip()) > FEWEST_WORDS else f"{before} {words}"
