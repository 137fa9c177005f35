"""One thing asked of two years becomes a question of each: 「学位,去年添了多少,今年想添多少」."""

import re

from rag import wording
from rag.another_year import PERIOD
from rag.clauses import last_clause
from rag.pointing import names_something
from rag.units import UNIT_ASKED, units_said

# Words that name no topic: what is asked of it in a year.
_OF_A_YEAR = re.compile(
    r"数量|人数|个数|数字?|总?量|水平|目标|底线|成绩|任务|情况|规模|实[际绩]|计划|安排|打算|准备|想|要|完成|做到|达到|提到|定"
)
_JOINED = re.compile(r"[,，、;；。\s]*(?:跟|和|与|同|以?及|还有|比起?)?[,，、\s]*$")
# What is asked of both: which is more, by how much.
_OF_BOTH = re.compile(
    r"[,，;；?？、]?(?:谁|两[个年]|多出来(?:多少|几)|[^,，]{0,3}[多少]了(?:多少|几)|差(?:[别距得不]|多少|几|[^\u3400-\u9fff]|$)|(?:目标|数)?是?(?:更?[调加提]?[高多大快码]|涨|增)了?还是|哪[个边年样头]?|(?:相|对)?比(?!例|重|率)|有没有变|分别|各).*$"
)
_COMPARED = re.compile(r"(?:比|较)(?:起|于|之)?$|相比|比较")
_ASKS_AMOUNT = re.compile(r"多少|几|[多少高低大小]")
_LEFT = re.compile(r"[^\u3400-\u9fffA-Za-z]|[的了又是还再要会得呢吗么到]")  # what says nothing by itself
_OPENS = re.compile(r"^[,，\s]*(?:那么?)?(?:跟|和|与|比起?)?")
_BARE = re.compile(r"多少(?=[?？]*$)")  # in the unit that is asked for of the other year
_UP_TO = re.compile(r"(?:做|[增升提涨加扩变][加高成大多长]?)到$")  # 「从去年的数量做到今年的目标」 is of both
_WHETHER = re.compile(r"[不没吗][?？]*$")
_TOGETHER = re.compile(r"一共|合计|加起来|总和|几倍|多少倍|翻")


def asked_in_turn(question: str) -> tuple[str, ...]:
    """The question of each of two years that is asked of one after the other, and nothing of both; else empty."""
    sides = _sides(question)
    alone = all(_asks(side) and not _OF_BOTH.search(side) for side in sides) and not any(map(_UP_TO.search, sides))
    return asked_of_each_year(question) if sides and alone else ()


def asked_of_each_year(question: str) -> tuple[str, ...]:
    """The question of each of the two years that it names behind its topic; empty where it does not."""
    sides = _sides(question)
    topic = re.sub(r"(?:[跟和与]|(?<![合协共相不连])同)$", "", question.removesuffix("".join(sides)))
    if not sides or not names_something(topic) or any(_names_its_own(side) for side in sides):
        return ()
    if not all(map(_asks, sides)) and not _ASKS_AMOUNT.search(question):
        return ()
    unit = next(iter(units_said(question)), "")
    return tuple(f"{topic}{_BARE.sub(f'多少{unit}', _asking(side))}" for side in sides)


def asks_only_of_a_year(text: str) -> bool:
    """Whether a text names a year and no topic of its own: 「今年的目标又是多少」, 「跟去年实际做到的比是多了吗」."""
    said = UNIT_ASKED.sub("", _OF_BOTH.sub("", _OPENS.sub("", PERIOD.sub("", text))))
    return not _LEFT.sub("", wording.ASKING.sub("", _OF_A_YEAR.sub("", said)))


def _sides(question: str) -> tuple[str, ...]:
    """What is said of the one year and of the other."""
    years = list(PERIOD.finditer(question))
    if len(years) != 2 or years[0].group() == years[1].group() or _TOGETHER.search(question):
        return ()
    first, second = (year.start() for year in years)
    side = _JOINED.sub("", question[first:second])
    if _COMPARED.search(question[first:second]) or last_clause(side) not in (side, ""):
        return ()  # one is held against the other, or a second topic stands before its year
    return question[first:second], question[second:]


def _names_its_own(side: str) -> bool:
    return names_something(
        _OF_A_YEAR.sub("", wording.DOING.sub("", wording.ASKING.sub("", PERIOD.sub("", _alone(side)))))
    )


def _asking(side: str) -> str:
    """What is asked of one year: 「今年打算改的各是多少」 asks 「今年打算改的是多少」."""
    alone = _alone(side)
    return f"{alone}?" if _asks(alone) else f"{alone}是多少?"


def _alone(side: str) -> str:
    """What is said of one year, without what joins it to the other and what is asked of both."""
    return _JOINED.sub("", _OF_BOTH.sub("", side)).rstrip("?？ ")


def _asks(side: str) -> bool:
    return any(words.search(side) for words in (wording.ASKS, wording.HOW_MANY, _WHETHER))
