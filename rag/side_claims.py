"""What a question takes for so of a thing, and its other side: done and not, all and a part, going on and given up,
early and late, long since and only begun."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.types import Role
from rag import wording
from rag.claims import ASKS_WHY, Claim, asks_if_so, asks_whether, named_by
from rag.clauses import CLAUSE
from rag.question import Question
from rag.same_thing import Telling

_ALL = (
    r"全覆盖|全部|全量|全面(?:建成|完成|实现|覆盖|推行|取消)|(?<!成)(?<!首)均(?=[已达完]|建成|覆盖|通过)"
    r"|应\S尽\S|清零|100%"
)
_DONE = (
    r"建成|完[成工]|竣工|落成|投[产用运]|投入(?:使用|运营|生产|临床)|通[车航]|开[通业馆园放业试]|启用|上线|交付|落[地户]"
    rf"|实现|率先|获[评批]|入选|成立|设立|出台|发布|完毕|到位|{_ALL}"
)
_GOES_ON = r"深化|持续|继续|推[动进]|加快|保持|扩大|完善|提升|优化|巩固|做[强优大好]|推广|推行|落实|加强"
_SURELY_NAMED = 0.75  # of the words for a thing
_NOT_FULL = r"部分|不足|差距|个别|不够|尚未|未[能完达]|一些|短板|有待"


@dataclass(frozen=True, slots=True)
class Sides:
    """What is claimed, what excludes it where a clause of that part of the report tells it, and what agrees with it."""

    claimed: re.Pattern[str]
    excludes: re.Pattern[str]
    agreeing: re.Pattern[str]
    role: Role | None = None
    confirms: bool = False  # what agrees with it tells that it is so

    def agrees(self, telling: Telling) -> bool:
        """Whether a clause tells what agrees with the side that is claimed."""
        return self.agreeing.search(telling.text) is not None

    def confirmed(self, telling: Telling) -> Telling | None:
        """The clause that tells the side itself; what else agrees with a side may be said of the other too."""
        sure = self.confirms and telling.named >= _SURELY_NAMED
        return telling.valued if sure and self.agrees(telling) else None

    def otherwise(self, telling: Telling) -> Telling | None:
        """The clause with the word of the other side."""
        found = self.excludes.search(telling.text)
        of_role = self.role in (None, telling.passage.period.role)
        return telling.tells(*found.span()) if found and of_role else None


_NOT_DONE = (
    r"(?:还|仍|尚|至今|一直|迟迟|怎么|为什么|为啥|咋|底|去年|始终|都|就是)(?:还|就|也|一直)?[没未](?:有|能)?(?=[\u3400-\u9fff])"
    r"|没能|未能|[^有][一半][\u3400-\u9fff]{0,3}都没|还[在关停][着建]门?|没[\u3400-\u9fff]{1,3}[成完起上出来好]"
)
_NTH = re.compile(r"第[一二三四五六七八九十\d]+[届次]")
_BEGUN = Sides(
    re.compile(r"(?:才|刚|第一次|头一回|头一次)(?:刚|要|开始|正式)*(?:启动|开始|起步|开工|搞|办|做)"),
    re.compile(r"收官|第[二三四五六七八九十]+[届轮批次]|深化|持续|连续|扩面|巩固"),
    re.compile(r"启动|首次|首[届轮批]|开始|开展"),
)
_SIDES = (
    Sides(
        re.compile(_NOT_DONE),
        re.compile(rf"(?<![未力争])(?:{_DONE})"),
        re.compile(r"尚未|未能|还没|力争|加快|启动|推进|谋划|争取|在建|不足|差距|不够"),
        Role.REVIEW,
    ),
    Sides(
        re.compile(
            r"一半|半数|[小少]部分|大部分|多数|少数|个别|[一二三四五六]成(?!功|立|为|本|果|熟|长|员|效)|只[有在给对能覆做到]|(?<!人)才[有给\d一二三四五六七八九十]|仅"
            r"|还有[\u3400-\u9fff]{0,8}没"
        ),
        re.compile(_ALL),
        re.compile(r"一半|50%|部分|首批|试点|个别"),
    ),
    Sides(
        re.compile(
            r"全(?![省市国区县州])部?(?=[都\u3400-\u9fff]{0,8}(?:[了吗吧]|达|完))|各项|所有|每[个项家一]|个个|统统|[^\d]都(?=[达完做有实])"
        ),
        re.compile(_NOT_FULL),
        re.compile(_ALL),
        confirms=True,
    ),
    Sides(
        re.compile(
            r"不再|(?<![搞办做干建开还转离打分走])不[搞办做干建开]|停[办建开止了掉]|取消|砍[掉了]|拆[掉了除]?(?:重建)?(?=[,，了掉\s]|$)|叫停|撤[销掉了]|缩[减编]|关[掉停闭]"
        ),
        re.compile(_GOES_ON),
        re.compile(r"不再|停|取消|拆|撤|关闭|退出|压减|缩减|减少"),
    ),
    Sides(
        re.compile(r"拖[期延后到了]|晚了|推[迟后]|延[期误后]|落后(?!产能|地区)|[在跟]\S{1,4}后[头面]|垫底"),
        re.compile(r"提前|率先|超额|如期|首[个家创例开批]|领先|前列|第[1一](?![个批])"),
        re.compile(r"延期|推迟|滞后|落后"),
    ),
    _BEGUN,
)
_ASKS = re.compile(
    r"多少|(?<!好)几(?![十百千]|乎)|什么(?!都)|啥|哪|谁|怎样|如何|何时|是不是|有没有|能不能|会不会|是否|要是|如果|还是"
)
_OF_ONE = re.compile(r"[我咱](?!国|[们]?[省市])")  # what one lacks, others may have
# A complaint: what one lacks, whatever others have.
_WHAT_TO_DO = re.compile(r"(?:打算|准备|计划|想|有没有|有什么|有啥)[^,，。?？]{0,4}(?:怎么|咋|办法|招|帮|管|解决)")
_OPEN = re.compile(r"(?:了没有?|没有?|不|么)$")  # asks, and takes neither for so


def side_claims(question: Question) -> Iterator[Claim]:
    """The clauses that take something for so, without the words that say it, and the sides of it."""
    before = ""
    if _OF_ONE.search(question.text):
        return
    clauses = CLAUSE.findall(question.text)
    for at, clause in enumerate(clauses):
        is_asked = asks_if_so(question) and asks_whether(clauses, at)
        supposing, *asking = _ASKS.split(_OPEN.sub("", ASKS_WHY.sub("怎么", clause)))
        for sides in _SIDES:
            found = sides.claimed.search(supposing)
            if (
                found is None
                or (asking and supposing[found.end() :] in ("", "了"))  # 「拆了多少」
                or (sides is _BEGUN and _NTH.search(clause))
                or supposing.rstrip().endswith("的")
                or (sides.role is Role.REVIEW and (wording.PLAN.search(clause) or _WHAT_TO_DO.search(question.text)))
            ):
                continue
            words = supposing[: found.start()] + " " + supposing[found.end() :]
            yield Claim(named_by(words, before), sides, is_asked=is_asked)
        before = supposing
