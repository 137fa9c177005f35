"""A question that leans on the conversation becomes one that stands alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag import wording
from rag.another_year import (
    PERIOD,
    asked_against_year,
    in_period,
    of_that_figure,
    untimed,
    with_year_counted,
    with_year_to_come,
)
from rag.courtesies import without_courtesies
from rag.exchange import (
    MEASURE,
    asked_against_other,
    asked_of,
    beside,
    exchanged_in,
    names_asked,
    of_another,
    topic_of,
)
from rag.leaning import THEN, is_elliptical, own_words
from rag.opening import to_the_point
from rag.pointing import (
    PRONOUN,
    name_said,
    names_something,
    nouns_of,
    told_in,
    with_field,
)
from rag.question import MAX_CHARS, readable, years_of
from rag.shown import MARKER
from rag.term_pointed_at import term_pointed_at
from rag.types import Turn

_MOST_READINGS = 3  # of 607 follow-ups on dev a fourth answered none that they had not
MAX_TURNS = 10  # that the contract counts; older ones rarely carry the topic on
_SHORT_CHARS = 14  # a question that may go on about what was said, though it names something
_ABOUT = re.compile(
    r"^(?:那么?|还有|至于|再?说说)?[,，]?(.{1,16}?)(?:的?(?:情况|方面)|[这那]?一?块|[这那]?方面|那头)?呢[?？。]*$"
)
_OF_PERIOD = re.compile(  # 「今年的目标呢」, 「去年的数呢」
    rf"({PERIOD.pattern})的?(?:(目标|计划|打算|预计|预期|任务|安排|定)(?:好|下来?)?的?(?:数字?|目标|指标|任务)?|数字?|数据|指标|情况|实绩|实际|完成情况)?"
)
_ABOUT_MORE = re.compile(
    r"^(?:那么?|还有)?[,，]?(?!然后|为什么|为何|还有|其他|另外|怎么办)([^,，]{1,10}?)呢[,，?？](.{2,})$"
)
_NEXT = re.compile(r"^(?:接下来|下一步|往后|以后|后面)$")
# 「那今年想涨多少」: of the same thing, in another year.
_IN_PERIOD = re.compile(
    rf"^(?:那么?|然后|还有)?[,，]?({PERIOD.pattern})(?:又|还|再|的)*(想|要|打算|准备|计划|目标|底线|指标|任务|定)?(?:又|还|再)?(?:(?:好|下来?)?的?(?:数字?|目标|指标|任务))?"
    r"(?:[涨增建做弄搞修改签招引拉添加]|新增|增长|达到|完成|做到|定[在为到]|[冲奔][到着]?|是)?了?"
    r"(?:多少|几)(?:个?百分点|个?点|[个家人所套户项件次场吨亩%]|公里|人次|[亿万]元?|钱)?(?:进来|出来|上?去)?了?[?？。]*$"
)
# 「都有哪四个」 of what was counted.
_WHICH = re.compile(
    r"^(?:那么?|具体|分别|各自|都|又|各|到底)*(?:是|有|叫|指)?(哪(?:[一二两三四五六七八九十几\d]+)?[个家项条所处种类座件样片]|哪些|什么(?:名字?)?)[?？。呢啊呀]*$"
)
_OTHERS = re.compile(  # 「还有呢」, 「还有别的吗」: the others of what was asked for
    r"^(?:那么?|除(?:了|此)[^,，]{0,6}[,，]?)?(?:还有|别的|其[他它]|另外)(?:没有|别的|其[他它]|什么|啥|哪[几个家些]*|谁|[吗呢没的些人呀啊])*[?？。]*$"
)
_OTHER_TIMES = re.compile(r"现在|目前|这一年|[两三几]年")
_ANOTHER_TOPIC = re.compile(r"换一?个(?:话题|问题)|问个?别的|不说.{1,8}了|^(?:说到|对了|另外|再问)")
_ATTRIBUTE = re.compile(
    r"(?:它们?|其|这个?|那个?|该指标)?的?(增速|增幅|涨幅|增长率?|排名|位次|名次|占比|比重|面积|产[量值]|规模|总[量额数]|投资额|金额|价格|人数)"
)
_ASKS_WHEN = re.compile(r"什么时候|何时|几时|多久|哪[年天]")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question of a conversation as it stands alone. ``about`` is what the next may lean on."""

    text: str
    about: str
    of_it: str = ""  # what was asked, where the question leaned on ``topic``
    topic: str = ""
    otherwise: str = ""  # another reading, where the reports do not answer this one
    may_lean: bool = True  # on what was said, though it names something


def standalone(question: str, history: Sequence[Turn], names: Sequence[str] = ()) -> str:
    """The question with what it takes from the last turns written out; as it is when it stands alone.

    What something means that only was pointed at is asked of the last of ``names``, those of terms, that was said.
    No longer than a question may be: of a long conversation the latest words are kept.
    """
    return readings(question, history, names)[0]


def readings(question: str, history: Sequence[Turn], names: Sequence[str] = ()) -> tuple[str, ...]:
    """The standalone question, and what else may be meant where the reports do not answer it, likelier ones first."""
    meant = term_pointed_at(question, history, names)
    if meant is not None:
        return (f"{meant}是什么意思?",)
    # A history comes from outside, unchecked.
    turns = [
        Turn(readable(without_courtesies(turn.question[:MAX_CHARS])), readable(turn.answer[:MAX_CHARS]))
        for turn in history[-MAX_TURNS:]
    ]
    if not turns:
        return (question,)
    before = _asked(MARKER.sub("", turns[-1].question), turns[:-1])
    question = _dated(before, question)
    if is_elliptical(question, turns[-1]):
        question = with_year_counted(question, before.text, turns[-1].answer)
    asked = _follows(before, question, turns[-1])
    texts = (asked.text, asked.otherwise, *(_besides(before, question, turns[-1].answer) if asked.may_lean else ()))
    return tuple(dict.fromkeys(text[-MAX_CHARS:] for text in texts if text))[:_MOST_READINGS]


def _besides(before: _Asked, question: str, answer: str) -> tuple[str, ...]:
    """A question behind what the last answer said, and behind the names and nouns of the question before."""
    own = "有哪些?" if _OTHERS.match(question) else THEN.sub("", question)
    period = "" if PERIOD.search(own) else _period_of(before.text)
    nouns = " ".join(nouns_of(untimed(before.about)))
    return tuple(f"{period}{about},{own}" for about in (told_in(answer), nouns) if about)


def _asked(question: str, turns: Sequence[Turn]) -> _Asked:
    if not turns:
        return _Asked(question, question)
    before = _asked(MARKER.sub("", turns[-1].question), turns[:-1])
    return _follows(before, _dated(before, question), turns[-1])


def _dated(before: _Asked, question: str) -> str:
    """To the point, with the year to come named where a question speaks of it otherwise."""
    return with_year_to_come(to_the_point(question), before.text)


def _follows(before: _Asked, question: str, last: Turn) -> _Asked:
    against = asked_against_year(question, topic_of(untimed(before.about)), _period_of(before.text), before.about)
    against = against or asked_against_other(question, topic_of(before.about))
    if again := _whole(against) if against else _asked_again(before, question, last.answer):
        return again
    question = with_field(question, before.about)
    if is_elliptical(question, last):
        return _of_topic(before, question, name_said(question, before.about, last))
    return _new(before, question)


def _asked_again(before: _Asked, question: str, answer: str) -> _Asked | None:
    """The question before about another thing, of another year, for names or the others, where that is meant."""
    if _OTHERS.match(question):
        return _whole(names_asked(before.text, "哪些") or before.text)
    about = _ABOUT.match(question)
    if about and not wording.ASKS.search(about[1]):
        of_kind = exchanged_in(MARKER.sub("", answer), about[1])
        if of_kind is not None:
            return _whole(of_kind if PERIOD.search(of_kind) else f"{_period_of(before.text)}{of_kind}")
        return _of_other(before, about[1])
    more = _ABOUT_MORE.match(question)
    if more:
        return _about_more(before, *more.groups())
    period = _IN_PERIOD.match(of_that_figure(question))
    asks_nothing = wording.ASKING.search(before.text.rstrip("?？")) is None  # 「今年的就业目标？」
    if period and (asks_nothing or re.search(r"多少|几", before.text)) and not before.of_it:
        asked = f"{before.text.rstrip('?？')}是多少?" if asks_nothing else before.text
        return _whole(in_period(asked, period[1], "计划" if period[2] else ""))
    which = _WHICH.match(question)
    named = names_asked(before.text, which[1]) if which else None
    return _whole(named) if named else None


def _whole(text: str, otherwise: str = "") -> _Asked:
    return _Asked(text, text, otherwise=otherwise)


def _of_other(before: _Asked, said: str) -> _Asked:
    """「那2031年呢」 exchanges the year of the question before, 「口袋公园呢」 its topic."""
    part = said.strip("的,， ") if PERIOD.match(said) else said.strip(",， ")
    attribute = _ATTRIBUTE.fullmatch(part)
    if attribute:  # 「它的增速呢」, 「面积呢」
        return _whole(f"{MEASURE.sub('', topic_of(before.about))}{attribute.group(1)}是多少?")
    if _NEXT.match(part):
        part = "今年"
    of_period = _OF_PERIOD.fullmatch(part)
    if of_period:
        aim = "计划" if of_period[2] in ("安排", "定") else of_period[2] or ""
        return _whole(in_period(before.text, of_period[1], aim))
    if years_of(part) and len(part) <= 8:
        return _whole(in_period(before.text, part))
    period = _period_of(before.text) if not PERIOD.search(part) else ""
    asks = "多少" if re.search(r"多少|几", before.text) else ""
    bare = f"{period}{part.removesuffix('的')}{asks}?"
    if not before.of_it:
        return _whole(of_another(before.text, part), bare)
    if names_something(own_words(before.of_it)):
        return _whole(f"{before.topic},{of_another(before.of_it, part)}", bare)
    about = f"{period}{part.removesuffix('的')}"
    return _Asked(f"{about},{before.of_it}", about, before.of_it, about, bare)


def _about_more(before: _Asked, about: str, asked: str) -> _Asked:
    """「车位呢，多了几个」 asks of another thing in the same year, 「今年呢，多了几个」 of the same in another year."""
    if _NEXT.match(about):
        return _of_topic(before, asked if PERIOD.search(asked) else f"今年{asked}")
    if PERIOD.fullmatch(about):
        return _of_topic(before, f"{about}{asked}")
    period = "" if PERIOD.search(asked) else _period_of(before.text)
    return _whole(f"{period}{about}{asked}")


def _period_of(text: str) -> str:
    found = PERIOD.search(text)
    return found.group() if found else ""


def _new(before: _Asked, question: str) -> _Asked:
    """A question with a topic of its own, of the year before unless it says when."""
    if _ANOTHER_TOPIC.search(question):
        return _Asked(question, question, may_lean=False)
    own = THEN.sub("", question)
    period = _period_of(before.text)
    is_timed = any(words.search(own) for words in (PERIOD, _OTHER_TIMES, wording.PLAN, wording.REVIEW, _ASKS_WHEN))
    may_lean = own != question or len(own) <= _SHORT_CHARS
    if period and not is_timed and re.search(r"多少|(?<![那这好])几(?!乎)|没有?[?？]*$", own):
        text, otherwise = f"{period}{own}", own if own == question else beside(before.about, own)
    else:
        text, otherwise = own, beside(before.about, own) if may_lean else ""
    return _Asked(text, text, otherwise=otherwise, may_lean=may_lean)


def _of_topic(before: _Asked, question: str, name: str = "") -> _Asked:
    own = THEN.sub("", question)
    has_time = PERIOD.search(own) or _ASKS_WHEN.search(own)
    about = name or (untimed(before.about) if has_time else before.about)
    text = asked_of(about, own, name)
    narrows = not name and names_something(own_words(own))
    of_it = "" if PRONOUN.search(own) else own
    return _Asked(text, text if narrows else name or before.about, of_it, topic_of(untimed(about)))
