"""Yes or no: whether what a question supposes agrees with the sentence that speaks of it."""

import math
import re
from collections.abc import Callable

from index.numerals import number_value
from index.quantities import Bound, quantities
from index.types import Role
from rag import wording
from rag.keyword_coverage import Rarity
from rag.otherwise import is_the_only_one, is_told_otherwise
from rag.question import Question, Wanted
from rag.select import ScoredSpan, said_of_topic
from rag.shown import share_of_pairs
from rag.stages import told_in
from rag.supposed import supposed_stage

YES, NO, NOT_SO, NOT_YET = "是的", "没有", "不是", "还没有"

# Chosen on dev: below this share of the question's words the sentence may speak of something beside it.
_SURE_COVERAGE = 0.75
_NEGATES = re.compile(r"未能?|没有?|不(?!断|仅|但|少于|低于|同|忘|懈|等)|尚需|无法")
# What is planned is not there yet: 「现在算三甲吗」, 「支持市医院创建三甲医院」.
_IS_DONE = re.compile(r"已经?|现在(?:就|已)?[是算]|了(?:吗|吧|没有?)[?？。]*$")
_BEGINS = re.compile(r"开工|动工|启动|开始")
_ENDS = re.compile(r"[好完]了|建成|完工|竣工|完成|投用|开通|通车|开放")
_GOES_ON = re.compile(r"加快|推[进动]|续建|提速|扩面|深化|完善")
_TO_BE_DONE = re.compile(r"创建|争创|申报|争取|筹划|谋划|开工|新建|建成|完工|竣工|投用|落户")
_ASKS_IN_PAIRS = re.compile(r"有没有|是不是|会不会|能不能|有无|是否")
# A place among others, and its number: 「增速居全省第二」; not 第一产业, 第三医院.
_FIRST = r"最[快高多大好强长](?![化限程努公气人法检度温]|的(?![吧吗呢?？]|$))|头名|榜首|首位(?!度)|老大|领跑"
_NUMBER = r"第([一二三四五六七八九十]+|\d+)(?![批次届产方梯人医代部期季线\d])"
_AMONG = r"[排居列位]|全[国省市州区县]|城区|榜单?|同类|百强|十强"
_PLACE_ASKED = re.compile(rf"{_FIRST}|(?:{_AMONG}|是|[跌落掉滑退降升冲爬][到至在回])[\u3400-\u9fff]{{0,4}}{_NUMBER}")
_PLACE_SAID = re.compile(rf"{_FIRST}|(?:{_AMONG})[\u3400-\u9fff]{{0,4}}{_NUMBER}")
_PLACE_SUPPOSED = re.compile(
    r"头名|榜首|首位(?!度)|老大|第一(?![个家座条所批产次届])"
    rf"|(?:[跌落掉滑退降升冲爬][到至在回]了?|[排居列位][在到名居列]?)[\u3400-\u9fff]{{0,4}}{_NUMBER}(?=位?了?[,，。]|位?的)"
)
_SEVERAL_PLACES = re.compile(rf"{_NUMBER}位?[、和]第")  # of several things: 「居全省第1、第3位」
_SCOPE = re.compile(r"全[国省市州区县]|城区")
_GOES_ON_OF = re.compile(r"^(?:增[速幅长]|总量|规模|数量|总数)?(?:[排居列位]|全[国省市州区县]|在|中心城区|首位|第)")
_OF_ANY = re.compile(r"增[速幅长]|总[量额数]|规模|数量")
_THRESHOLDS: tuple[tuple[re.Pattern[str], Callable[[float, float], bool]], ...] = (
    (re.compile(r"以上|至少|达到|不低于|不少于"), lambda said, asked: said >= asked),
    (re.compile(r"以下|至多|不超过|不高于"), lambda said, asked: said <= asked),
    (re.compile(r"超过|突破|多于|高于|大于|超"), lambda said, asked: said > asked),
    (re.compile(r"不到|不足|低于|少于|小于|没到|未到"), lambda said, asked: said < asked),
)


def verdict(question: Question, span: ScoredSpan, rarity: Rarity) -> str:
    """「是的」, 「没有」 or 「不是」 where the sentence decides it, else an empty string."""
    decided = _decided(question, span, rarity) if question.wanted is Wanted.YES_NO else None
    if decided is not None:
        return decided
    direction = _direction(question.text), _direction(span.text)
    if wording.RATE_CHANGES.search(question.text):  # growth may slow down
        return ""
    if None not in direction and direction[0] != direction[1] and span.coverage > 0:
        return NO
    if wording.FALLS.search(question.text) and direction[1] != -1:  # the sentence says nothing of a fall
        return ""
    supposes = _ASKS_IN_PAIRS.sub("", question.text)
    only_begun = _ENDS.search(question.text) and _BEGINS.search(span.text) and not _ENDS.search(span.text)
    sure = (
        not only_begun
        and span.coverage >= _SURE_COVERAGE
        and not _NEGATES.search(span.text)
        and not _NEGATES.search(supposes)
    )
    return YES if question.wanted is Wanted.YES_NO and sure and not quantities(question.topic) else ""


def supposes_place(question: str) -> bool:
    """Whether a question takes something for the first among others: 「拿了头名」."""
    return _PLACE_SUPPOSED.search(question) is not None


def place_otherwise(question: Question, span: ScoredSpan) -> bool:
    """Whether a question supposes a place among others, and the sentence tells another of its topic."""
    if not supposes_place(question.text) or _of_places(question, span) != NOT_SO:
        return False
    said = _PLACE_SAID.search(span.text)
    clause = _said_of(span.text, said.start()) + said.group() if said else ""
    scopes = [set(_SCOPE.findall(each)) for each in (question.text, clause)]
    same_kind = bool(re.search(r"增[速幅长]", clause)) == bool(re.search(r"增[速幅长]", question.text))
    return same_kind and (not all(scopes) or bool(scopes[0] & scopes[1]))


def _decided(question: Question, span: ScoredSpan, rarity: Rarity) -> str | None:
    """By figures, places among others or the stage of something; None where the sentence tells none that is asked."""
    if is_the_only_one(question.text, span.text):
        return NO
    if is_told_otherwise(question.text, span.text):
        return NOT_SO
    return _by_what_is_told(question, span, rarity)


def _by_what_is_told(question: Question, span: ScoredSpan, rarity: Rarity) -> str | None:
    of_figures = _of_figures(question, span, rarity)
    if of_figures is not None:
        return of_figures
    of_places = _of_places(question, span)
    if of_places is not None:
        return of_places
    of_stage = _of_stage(question, span)
    if of_stage is not None:
        return of_stage
    return NOT_YET if _is_only_planned(question, span) else None


def _of_stage(question: Question, span: ScoredSpan) -> str | None:
    """That a named thing has not come as far as supposed, by the clause that names it; "" where that tells nothing."""
    supposed = supposed_stage(question.text)
    told = None if supposed is None else told_in(supposed.name, span.passage, span.start, span.end)
    if supposed is None or told is None or question.role is Role.PLAN:
        return None
    if told.is_planned:
        return None if told.stage is None else NOT_YET
    if told.stage is None:
        return ""
    return None if told.stage >= supposed.stage else NO


def _is_only_planned(question: Question, span: ScoredSpan) -> bool:
    asks_of_now = _IS_DONE.search(question.text) is not None and not wording.PLAN.search(question.text)
    if _BEGINS.search(question.text) and _GOES_ON.search(span.text):
        return False
    return asks_of_now and span.passage.period.role is Role.PLAN and is_to_be_done(question.text, span.text)


def is_to_be_done(asked: str, planned: str) -> bool:
    """Whether words of a plan say that what is asked is still to be done, or still goes on where its end is asked."""
    only_goes_on = _ENDS.search(asked) and _GOES_ON.search(planned) and not _ENDS.search(planned)
    return bool(_TO_BE_DONE.search(planned) or only_goes_on)


def _of_figures(question: Question, span: ScoredSpan, rarity: Rarity) -> str | None:
    """By the figures of the question; None when it has none, or the sentence states none of the same topic."""
    stated = [each for each in quantities(question.text) if each.unit and each.unit != "年"]
    asked = {each.unit: each.value for each in stated}
    said = {unit: said_of_topic(question, span, rarity, unit) for unit in asked}
    if not stated or len(stated) > len(asked) or not all(said.values()):  # two in one unit are of two things
        return None
    agrees = next((compare for words, compare in _THRESHOLDS if words.search(question.text)), None)
    if agrees is None:
        return YES if all(value in said[unit] for unit, value in asked.items()) else NOT_SO
    told = quantities(span.text)
    above = {each.value for each in told if each.bound in (Bound.MORE_THAN, Bound.AT_LEAST)}

    def holds(said: float, value: float) -> bool:
        """「突破60%」 is more than 60 %."""
        return agrees(said, value) or (said in above and said >= value and agrees(math.inf, value))

    if all(holds(max(said[unit]), value) for unit, value in asked.items()):
        return YES
    # 「新增1200家，总量1.8万家」: which of them is asked about
    return "" if any(holds(each.value, asked[each.unit]) for each in told if each.unit in asked) else NO


def _of_places(question: Question, span: ScoredSpan) -> str | None:
    """By the place among others that the question supposes, where the sentence tells one of its topic and no other."""
    asked = {_place(found) for found in _PLACE_ASKED.finditer(question.text)}
    if not asked:
        return None
    found = list(_PLACE_SAID.finditer(span.text))
    of_topic = share_of_pairs(_OF_ANY.sub(" ", question.topic), _said_of(span.text, found[0].start())) if found else 0.0
    said = {_place(each) for each in found}
    if len(asked) > 1 or len(said) != 1 or not of_topic or _SEVERAL_PLACES.search(span.text):
        return ""
    return YES if asked == said else NOT_SO


def _place(found: re.Match[str]) -> float | None:
    return number_value(found[1]) if found[1] else 1.0


def _said_of(text: str, at: int) -> str:
    """The clause around ``at``, with the one before where it goes on about that: 「…增长7%，增速居全市第二」."""
    before = re.split(r"[,，;；]", text[:at])
    clause = before[-1] + text[at : at + 1]
    return f"{before[-2]} {clause}" if len(before) > 1 and _GOES_ON_OF.match(clause) else clause


def _direction(text: str) -> int | None:
    """1 where a text speaks of a rise alone, -1 of a fall alone."""
    up, down = wording.RISES.search(text), wording.FALLS.search(text)
    if (up is None) == (down is None):
        return None
    return 1 if up else -1
