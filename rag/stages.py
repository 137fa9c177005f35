"""How far a named thing has come, by the clause of a report that names it: planned, begun, going on, or done."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from index.sentences import sentence_spans
from index.types import Passage, Role
from index.words import fold
from rag.clauses import CLAUSE, UNBROKEN
from rag.same_thing import Telling


class Stage(IntEnum):
    """How far something has come."""

    PLANNED = 0
    BEGUN = 1
    GOING_ON = 2
    DONE = 3


# 「完成核准」, 「主体完工」: a step on the way is done.
_ON_THE_WAY = re.compile(r"主体(?:结构|工程)?(?:完工|封顶|竣工)|封顶|合龙|(?:通车|开园|开业|运营|投用)(?:运营)?准备")
_STAGES = (
    (
        Stage.PLANNED,
        re.compile(
            r"谋划|(?<!统)(?<!获批)(?<!批复)筹(?:划|建(?!保障|人才|租赁|住房|公寓)|备(?!资金|[小领]|会))|前期|申报|争创|争取"
            r"|核准|立项|上报|可研|选址|论证"
        ),
    ),
    (Stage.BEGUN, re.compile(r"开工|动工|开建|破土|奠基|启动(?!区|资金|运[营行]|使用|招生)")),
    (Stage.GOING_ON, re.compile(r"加[快速]|推进|推动|续建|提速|在建|(?<!措)实施(?!方案|细则|意见)")),
    (
        Stage.DONE,
        re.compile(
            r"建成|完工|竣工|落成|投[产用运]|投入(?:使用|运[营行]|生产)|通[车航水]|开通|启用|开[业园馆放诊街](?!发)|封关"
            r"|交付|揭牌|挂牌(?!督办|出让|保护|整治|企业|上市|成交)|启幕|上线|并网|(?:正式|首次|实现)发电|完成(?!(?:年度)?投资|\d)|贯通|亮相|运营|启动(?:运[营行]|使用|招生)|下线(?!上)|(?:获批|批复)(?!筹建|建设|立项|开工|设立|创建|实施)"
        ),
    ),
)
_BUILDS = re.compile(r"建设|工程|项目|改造|开工|前期|施工|修建|扩建|改建")
_SURELY_GOES_ON = re.compile(r"加[快速]|推[进动]|续建|提速|在建")
_RUN = re.compile(r"\w+")
_ENDS_WITH_VERB = re.compile(r"(?:建设|改造|工程|工作|施工|运[营行]|使用|生产|准备|阶段|主体|验收)*$")  # 「…加快建设」
_NAMED_SHARE = 0.6  # of the pairs of characters of a name; an everyday word or two in it is forgiven
_AS_WELL = 0.05
_NUMBER = r"[一二三四五六七八九十\d]+"
_COUNTED_PHASE = re.compile(rf"第{_NUMBER}|{_NUMBER}(?=[期段线号中小]|医院|标)")
_SIDE = re.compile(r"[东西南北上下新老旧]")  # 「东段」 is not 「西段」
_NOT_YET = re.compile(r"[尚还]未|未[能曾]|没有?(?=[建开通完投落启])|未(?=[建开通完投落启])")


@dataclass(frozen=True, slots=True)
class Told:
    """A clause that names a thing, how well it does, and the stage that it tells of it, if any."""

    passage: Passage
    sentence: tuple[int, int]
    clause: tuple[int, int]
    share: float
    item: str  # of the clause, that names it
    stage: Stage | None

    @property
    def telling(self) -> Telling:
        """The clause as one that tells of a thing."""
        return Telling(self.passage, self.sentence, self.clause, self.share, self.clause)

    @property
    def is_planned(self) -> bool:
        """Whether the clause is of a plan: what it says is done is still to be done."""
        return self.passage.period.role is Role.PLAN


def told_of(name: str, passages: Sequence[Passage]) -> tuple[Told, ...]:
    """What the clauses of passages tell that name a thing best, in order."""
    found = [told for passage in passages for told in _in_passage(name, passage)]
    best = max((each.share for each in found), default=0.0)
    return tuple(each for each in found if each.share >= best - _AS_WELL)


def told_in(name: str, passage: Passage, start: int, end: int) -> Told | None:
    """What the sentence ``[start, end)`` of a passage tells in the clause that names a thing best."""
    found = [each for each in _in_passage(name, passage) if start < each.clause[1] and each.clause[0] < end]
    return max(found, key=lambda each: each.share, default=None)


def _in_passage(name: str, passage: Passage) -> Iterator[Told]:
    if not named_share(name, passage.text):
        return
    for start, end in sentence_spans(passage.text):
        sentence = passage.text[start:end]
        for clause in UNBROKEN.finditer(sentence):
            share = named_share(name, clause.group())
            if share:
                first, last = (passage.start + start + at for at in clause.span())
                around = passage.start + start, passage.start + end
                item, stage = _stage(name, clause.group(), sentence)
                yield Told(passage, around, (first, last), share, item, stage)


def named_share(name: str, text: str) -> float:
    """The share of the pairs of a name that a text says; 0 where it does not say what the name begins with.

    The phases agree too: what is told of the first phase is not told of the third.
    """
    runs = [run.group() for run in _RUN.finditer(fold(name)) if len(run.group()) > 1]
    if not runs:
        return 0.0
    said = fold(text)
    longest = max(runs, key=len)
    begins = any(longest[at : at + 2] in said for at in range(min(2, len(longest) - 1)))
    phases = _COUNTED_PHASE.findall(name)
    if not begins or not set(phases) <= set(_COUNTED_PHASE.findall(said)) or not set(_SIDE.findall(name)) <= set(said):
        return 0.0
    pairs = ["".join(pair) for run in runs for pair in pairwise(run)]
    share = sum(pair in said for pair in pairs) / len(pairs)
    return share if share >= _NAMED_SHARE else 0.0


def _stage(name: str, clause: str, sentence: str) -> tuple[str, Stage | None]:
    """The item of a clause that names a thing, and its stage: its own, or that of the list that it stands in."""
    items = CLAUSE.findall(clause)
    at = max(range(len(items)), key=lambda at: _share_of_item(name, items[at]))
    own = items[at]
    before = next((item for item in reversed(items[:at]) if _words_of_stage(item)), "")
    behind = next((item for item in items[at + 1 :] if _words_of_stage(item)), "")
    ended = behind if _ends_with_stage(behind) else ""
    if _STAGES[Stage.GOING_ON][1].match(own) and ended:  # 「推动甲馆、乙馆开工建设」
        return own, _told_by(own + ended, clause, sentence)
    opened = "" if _ends_with_stage(before) else before
    tells = next((item for item in (own, ended, opened) if _words_of_stage(item)), None)
    return own, None if tells is None else _told_by(tells, clause, sentence)


def _share_of_item(name: str, item: str) -> float:
    said = fold(item)
    if not set(_COUNTED_PHASE.findall(name)) <= set(_COUNTED_PHASE.findall(said)):
        return 0.0
    pairs = ["".join(pair) for run in _RUN.findall(fold(name)) for pair in pairwise(run)]
    return sum(pair in said for pair in pairs) / max(len(pairs), 1)


def _words_of_stage(item: str) -> list[re.Match[str]]:
    return [found for words in (*(words for _, words in _STAGES), _ON_THE_WAY) for found in words.finditer(item)]


def _ends_with_stage(item: str) -> bool:
    """Whether the verb of a list stands at its end: 「甲桥、乙桥加快建设」, but not 「建成甲桥、乙桥」."""
    found = _words_of_stage(item)
    opens = any(each.start() == 0 for each in found)
    return not opens and any(_ENDS_WITH_VERB.match(item, each.end()) for each in found)


def _told_by(item: str, clause: str, sentence: str) -> Stage | None:
    """The stage that an item tells; None where its words do not agree: 「加快建成」."""
    stages = {stage for stage, words in _STAGES if words.search(item)}
    if _ON_THE_WAY.search(item) or (Stage.DONE in stages and _NOT_YET.search(item)):
        return Stage.GOING_ON
    if stages and _NOT_YET.search(item):
        stages = {Stage.PLANNED}
    if Stage.PLANNED in stages:
        return Stage.PLANNED
    if Stage.DONE in stages:
        return Stage.DONE if stages <= {Stage.BEGUN, Stage.DONE} else None
    if Stage.BEGUN in stages:
        return Stage.BEGUN
    if not _BUILDS.search(clause):
        return None
    # What is carried out may be done, but not where other things of the sentence are: 「实施甲桥等项目,乙桥建成」.
    others_done = _STAGES[-1][1].search(sentence.replace(clause, "")) is not None
    return Stage.GOING_ON if others_done or _SURELY_GOES_ON.search(item) else None
