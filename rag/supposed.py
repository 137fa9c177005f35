"""What a question takes for done or begun, and of what: 「南桥去年通了车,每天走多少车」."""

import re
from dataclasses import dataclass

from index.quantities import quantities
from index.words import tagged_words
from rag import wording
from rag.clauses import CLAUSE
from rag.stages import Stage

DONE = re.compile(
    r"(?:[盖修建造办装搞弄改做干])(?:好|完|成)(?![绩果效本])|完工|竣工|落成|投[产用运]|投入试?(?:使用|运[营行]|生产)|通了?[车航水]|通了(?!过)"
    r"|开了?[通门业张园馆放诊](?!口)|启用|上线|交付|封关|并网(?:发电)?|(?:已经|就|正式)发电|[用开]起来|用上|运[营行](?=了|之?后|[吗吧])|挂了?牌(?!督办|出让|保护|整治|企业|上市|成交)|下了?线(?![上下])|批下来|批复"
)
BEGUN = re.compile(r"[开动]了?工|破土|开建|(?:开始|启动)(?:[盖建修造]|施工|建设)")
# It is told as a fact: 「通车了」, 「已经投产」, 「去年建成」.
_IS_FACT = re.compile(
    r"了|已经?|早就|是不是|(?:之|以)?后(?!勤)|去年|上年|到.{0,6}年?底|[吗吧没]$|没有$|(?:19|20)\d{2}年?就?|的那"
)
_OF_ASKING = re.compile(r"哪|谁|什么|啥|怎|咋|为何|(?<![好])几[个座条家所处]?|多少|何时")
_COUNTED = re.compile(rf"[了过]?(?:{_OF_ASKING.pattern}|好多)")  # 「改好了几个」 supposes nothing of one thing
_MAY = frozenset(["能", "会", "要", "将", "可以", "能够", "想", "准备", "打算", "计划"])
_DENIES = re.compile(r"(?<!有)没(?!有?$)|未|不(?!是)|尚")
_LEFT_OUT = re.compile(
    rf"{wording.TIME.pattern}|是不是|有没有|听[人说讲]+|据说|既然|我(?:看|记得)?|已经?|早?就|全部|整个儿?|真的?|终于|现在|目前|如今|眼下"
    r"|[区市省县州](?:里|上|里头)(?:的|(?=[\u3400-\u9fff]{4}))|的?[那这][个座条家所边里项处]?|的|到|年?[底末]|都(?=$)|也(?=$)|才(?=$)|被|正式|全面|完全|[,，、“”\"「」『』《》()（）\s]",
    re.IGNORECASE,
)
_KIND = re.compile(r"(?<=[线路站])(?:地铁|轻轨|高铁|铁路)$")  # said beside the name
_FEWEST_CHARS = 3  # of a name

_NOT_DONE = re.compile(
    rf"(?:(?:还|都|仍|迟迟)(?:没有?|未|不)|(?:要|得)?等?到[^,，]{{2,8}}才)[能会]?(?:{DONE.pattern}|{BEGUN.pattern})"
)
_COMPLAINS = re.compile(r"怎么|咋|为什么|为何|为啥|拖|迟迟")
_ASKS_WHY = re.compile(r"[,，]?(?:怎么回事|为什么|为何|为啥|是?(?:什么|啥)原因)[?？]*$")
_DRAGS_ON = re.compile(r"(?:怎么|咋|为什么|为何|为啥|迟迟|一直|拖到?[^,，]*|到?(?:现在|今天|如今|目前)|要|得|等)*$")
_NEWLY = "新"  # 「新建成公路几公里」: how many of a kind, not one thing


@dataclass(frozen=True, slots=True)
class Supposed:
    """What is supposed, done or begun, of which thing."""

    name: str
    stage: Stage


def supposed_stage(question: str) -> Supposed | None:
    """What a question takes for done or begun; None where it asks for that, or of the time to come."""
    clauses = CLAUSE.findall(question)
    for at, clause in enumerate(clauses):
        done, begun = DONE.search(clause), BEGUN.search(clause)
        found = done or begun
        if found is None or not _is_fact(clause, found):
            continue
        name = left_of(clause[: found.start()])
        if len(name.replace(" ", "")) < _FEWEST_CHARS and at:
            name = f"{left_of(clauses[at - 1])} {name}"
        named = len(name.replace(" ", "")) >= _FEWEST_CHARS and not _OF_ASKING.search(name)
        return Supposed(name.strip(), Stage.DONE if done else Stage.BEGUN) if named else None
    return None


def supposed_undone(question: str) -> Supposed | None:
    """What a question takes for not done or not begun yet, and complains of: 「南桥大桥怎么拖到现在还没动工」."""
    for clause in CLAUSE.findall(question):
        found = _NOT_DONE.search(clause)
        if found is None or not (_COMPLAINS.search(clause[: found.start()]) or _ASKS_WHY.search(question)):
            continue
        done, begun = DONE.search(found.group()), BEGUN.search(found.group())
        name = left_of(_DRAGS_ON.sub("", clause[: found.start()]))
        if (done or begun) and len(name.replace(" ", "")) >= _FEWEST_CHARS and not _OF_ASKING.search(name):
            return Supposed(name, Stage.DONE if done else Stage.BEGUN)
    return None


def _is_fact(clause: str, found: re.Match[str]) -> bool:
    before = clause[: found.start()]
    asks = wording.PLAN.search(clause) or _OF_ASKING.search(clause[: found.end() + 1]) or _DENIES.search(before)
    asks = asks or _COUNTED.match(clause, found.end())
    may = any(word in _MAY for word, _ in tagged_words(before))
    only_after = re.search(r"后", clause[found.end() :]) and not wording.TIME.search(
        clause
    )  # 「建成以后」 may be to come
    counts = before.endswith(_NEWLY) or any(
        each.unit not in ("", "年") for each in quantities(clause)
    )  # then some are done, and some not
    return _IS_FACT.search(clause) is not None and not (asks or may or only_after or counts)


def left_of(words: str) -> str:
    """A name without the words of time and of telling around it, parted by spaces where some stood."""
    return _KIND.sub("", re.sub(r"\s+", " ", _LEFT_OUT.sub(" ", words)).strip())
