"""A sentence that asks for several things, cut behind each clause that asks for something of its own."""

import re
from collections.abc import Sequence

from rag import wording
from rag.another_year import PERIOD
from rag.calculation import TOGETHER
from rag.clauses import WITH_HEAD, spans_with_marks
from rag.exchange import ASKED_OF_IT
from rag.keywords import keywords_of

# More are one rambling question; each part costs a search.
MOST_PARTS = 4
_AMOUNT = r"(?:多少|(?<![好哪])几|多[大高长快](?=[、?？]|$))"
# 「开几段、绿道修几公里」, 「有多少家还有带动几个人」: two clauses, though no comma parts them.
_LISTED_CLAUSE = re.compile(
    rf"({_AMOUNT}(?:[^,，、?？]{{0,13}}?[^,，、?？级类])?)(?:、|(?=以及|还有|另外))(?!{PERIOD.pattern})"
    rf"(?=[^,，、?？]{{3,}}{_AMOUNT}|有?(?:多少|几)[^,，、?？]{{5,}})"
)
_ASKS_AMOUNT = re.compile(rf"{_AMOUNT}|[好几]多|(?:目标|人数|数量|总额|比例|占比|增速)(?:又|各|分别)?是")
# 「走到哪一步、今年要做到什么程度」: each side of the mark asks.
_LISTED_QUESTION = re.compile(
    rf"((?:什么|啥|哪|谁|怎么|怎样|如何|咋|何时|{_AMOUNT})[^,，、?？]*)(?:、|(?=以及|还有|另外))(?=[^,，、?？]*(?:什么|啥|哪|谁|怎么|如何|咋|何时))"
)
# 「哪个县获评和新增床位几张」: 「和」 joins two questions where each side asks, the second with words before it does.
_AND = re.compile(
    r"(?<![温柔共总饱缓随附祥谐调参普涉波以])[和与跟及](?![谐睦解美煦善悦时早踪进随其]|平(?![均安台时原房]))"
)
_OF_BOTH_SIDES = re.compile(r"(?:[有相]关|合作|签约|联合|一样|相同)[吗呢的了]*[?？。]*$")  # 「为什么…和…有关」
_FEWEST_BEFORE, _CHARS_ALONE = 3, 10  # characters of a question before what asks, or in all
# Words that ask for something of their own; not those that end a question (吗, 呢) or weigh two sides.
_ASKS_WHAT = re.compile(
    r"多少|(?<![好哪那这])几(?!乎|年来|[十百]年)|好多(?=[个家人次头亩万部套户所条项座件张辆台名位]|公里)|多[大高长快远]|什么|啥|哪|怎么|怎样|如何|咋|谁|何[时处地]"
    r"|(?:目标|人数|人次|数量|总额|比例|占比|增速|数据)(?:又|各|分别)?是[;；?？。]*$"
)
_ASKS_SO = re.compile(r"(?:吗|了没有?|吧)[,，?？。]*$")
_REQUESTS = re.compile(
    r"(?:^|(?<=年))(?:另外|还有|再|也|并)?(?:麻烦|烦|劳驾)?(?:请(?:您|你)?(?:帮我|给我)?|(?:麻烦|劳驾)(?:您|你)?|帮(?:我|忙))"
    r"[核提列告说给查写介](?=[^,，]{4})"
)
_ASKS_COUNT = re.compile(
    r"(?<=[\u3400-\u9fff]{2})(?:数量|目标[数值]|预期[数值]|数额|完成情况|完成数)[,，;；?？。]*$"
)  # 「…基站数量，…」
_ASKS_IF = re.compile(
    r"(?![是对好])([\u3400-\u9fff])不\1|(?:能|会|还|接着)[^,，]{1,5}(?:不|没有?|吗)[,，?？。]*$|了没有?[,，?？]"
)
# The same of a clause that names what it asks about: 「特高压动工没」, 「那家医院是不是今年建」, 「装配式的呢」.
_ASKS_WHETHER = re.compile(
    r"(?<!都)(?:没有?|吗|么)[,，?？。]*$|(?:能|会|还|要)[^,，]{1,6}不[,，?？。]*$|是不是(?!比|更)|有没有|是[^,，]{1,6}还是(?![减少低缩没不])[^,，]"
)
_ASKS_WHICH = re.compile(
    r"多少|(?<![好哪])几(?!乎)|多[大高长]|哪|谁|(?:什么|啥)(?!动作|打算|安排|说法|办法|措施|举措|政策|变化|时候|用)"
)
_AND_THAT = re.compile(r"^(?!然后|其[他它余])[^,，]{2,16}呢[,，?？。]*$")
_DISMISSED = re.compile(r"(?:不用|不必|先不|就不)(?:再|去)?(?:说|管|讲|提|问)了?[,，]*$")
_JOINS = re.compile(
    r"^(?:(?:另外|还有|此外|同时|以及|顺便|再(?:就是|有|者)?|也|对了|然后|并且|我?就?只?想?(?:请?问|知道|了解)|说说|就说)(?:一?[下句])?[,，:：]?)+(?![个一几两种些])(?=[^,，]{4,})"
)
_CHANGED = re.compile(r"[涨增升降跌]了|百分点|最[低少高多]要?|至少|起码")  # names nothing: 「涨了几个百分点」
_AGAIN = re.compile(r"又(?:是|有|要|准备|打算|给|[\u3400-\u9fff]了|[\u3400-\u9fff]{2}了(?:多少|几)[\u3400-\u9fff]{2})")
_IDLE = re.compile(r"无论如何|不管怎么[样说]?|没什么|怎么(?:回事|说呢?)|不知道怎么|谁(?:来|能)告诉我|[哪啥什么]+都")
# What is asked of two figures together, or of what a clause before supposes, is one question.
_SUPPOSES = re.compile(r"如果|要是|假如|按(?!比例|[时期质规])|照|听说|据说")
_COMPARES = r"相比|对比|比较|相差|差|倍|力度|变化|更(?!新)|(?<![几同环])比(?!如|例|重)"
_COMPARES_ONLY = re.compile(_COMPARES)
_WEIGHS = re.compile(
    rf"{_COMPARES}|{TOGETHER}|平均(?=每|下来|到|一[个家户年天月]|是?(?:有)?多少|分|摊)|占|各(?=[是有为新计多增自])|哪一?年"
)
# 「…,今年定的少了几公里」: than the year before.
_MORE_THAN_BEFORE = re.compile(
    rf"^(?:那么?)?(?:{PERIOD.pattern})(?:的|定|目标|计划|打算|准备|安排|想|要|实际|又|还)*[多少高低](?:了|出)?(?:多少|几)"
)
# 「一共」 of what a clause itself counts, and a share of what it names: 「占全省多少」.
_OF_ITS_OWN = re.compile(
    r"[总一]共(?![同享])|平均(?:下来)?[每一]一?[百千万]?个?[百千万]?人"
    r"|占(?:[到了去])?(?:比|[^,，。?？到了几多]{2,10})[^,，。?？]{0,6}?(?:多少|几|多[大高])"
    r"|(?<=[^,，。?？]{4})(?:要|能|又|还|只|大概)*占(?:到了?|了)?(?:多少|几成|百分之几|多大(?:的?比[例重])?)"
    r"|占[^,，。?？]{2,12}的?比[例重]|[^,，。?？是]{3,16}是[^,，。?？]{3,16}?的?(?:多少|几)倍"
    # 「甲和乙合起来几件」, 「甲、乙各几件」
    rf"|(?<=[\u3400-\u9fff])[和与跟、][^,，。?？]{{2,20}}?(?:{TOGETHER}|各(?=[是有为拿获办占多增自]))"
)
_OF_WHAT_WAS_SAID = re.compile(r"的(?:又|还)?[有是占]?$")  # 「沾光的有多少户」
_SEVERAL = re.compile(
    r"(?<!哪)[两三四五六](?:项|类|样|种|者|块|头|边|年|个)|加(?:上|在|起)|这些|它们|都(?!市)|各(?!类|级)"
)
_COST = re.compile(r"多少钱|花(?:了|费)?多少")  # of what a clause before counts, told or not by itself
WHEN_DONE = re.compile(r"(?:什么时候|啥时候|何时|几时|哪一?年|多久)才?能?[^,，]{0,3}(?:[建修完通开投用]|竣工)")


def asking_clauses(sentence: str) -> tuple[str, ...]:
    """A sentence cut behind each clause that asks for something of its own, where several do."""
    parts: list[str] = []
    said = ""
    listed = _cut_at_and(_LISTED_QUESTION.sub(r"\1,", _LISTED_CLAUSE.sub(r"\1,", sentence)))
    for start, end in spans_with_marks(WITH_HEAD, listed):
        clause = listed[start:end]
        said += clause
        if not _asks(clause, said, is_first=not parts):
            continue
        if parts and not _is_of_its_own(said, parts[-1]):
            parts[-1] += said
        else:
            parts.append(said)
        said = ""
        if len(parts) > MOST_PARTS:
            break
    if not 1 < len(parts) <= MOST_PARTS or _asks_together(sentence, parts) or not _one_asks_which(parts):
        return (sentence,)
    parts[-1] += said
    return tuple(parts)


def _cut_at_and(sentence: str) -> str:
    """A sentence with a comma for each 「和」 that joins two questions."""
    for joint in reversed(list(_AND.finditer(sentence))):
        before, after = re.split("[,，]", sentence[: joint.start()])[-1], re.split("[,，]", sentence[joint.end() :])[0]
        if all(map(_asks_in_full, (PERIOD.sub("", before), after))) and not _OF_BOTH_SIDES.search(after):
            sentence = f"{sentence[: joint.start()]},{sentence[joint.end() :]}"
    return sentence


def _asks_in_full(clause: str) -> bool:
    """Whether a clause asks, and says enough to stand alone: 「哪些企业」 does not."""
    asking = _ASKS_WHAT.search(clause) or _ASKS_SO.search(clause)
    return asking is not None and (asking.start() >= _FEWEST_BEFORE or len(clause) >= _CHARS_ALONE)


def is_asking(sentence: str) -> bool:
    """Whether a sentence asks for anything, if only whether it is so: 「特高压动工没」."""
    return any(
        words.search(sentence) for words in (wording.ASKS, wording.HOW_MANY, _ASKS_WHETHER, _REQUESTS, _ASKS_COUNT)
    )


def is_dismissed(part: str) -> bool:
    """Whether a part is only said to be left aside: 「种了多少地不用管」."""
    return _DISMISSED.search(part) is not None


def undismissed(part: str) -> str:
    """A part without the words that leave it aside."""
    return _DISMISSED.sub("", part)


def without_joint(part: str) -> str:
    """A part without the words that join it to the one before: 「另外…」, 「顺便问一下…」."""
    return _JOINS.sub("", part)


def asks_of_another(part: str) -> bool:
    """Whether a part asks of another thing what the one before asks: 「装配式的呢」."""
    return _AND_THAT.match(part) is not None


def names_a_topic(part: str) -> bool:
    """Whether words name something to ask about, besides time, doing and asking."""
    topic = part
    for words in (ASKED_OF_IT, wording.TIME, wording.DOING, wording.ASKING, _CHANGED):
        topic = words.sub(" ", topic)
    return any(keyword.importance == 1 and len(keyword.word) > 1 for keyword in keywords_of(topic))


def _asks(clause: str, said: str, *, is_first: bool) -> bool:
    """Whether a clause asks for something, ``said`` being the clause with those before it that do not."""
    idle = _IDLE.sub("", clause)
    if any(words.search(idle) for words in (_ASKS_WHAT, _ASKS_IF, _ASKS_COUNT, _REQUESTS)):
        return True
    if asks_of_another(clause):
        return not is_first and names_a_topic(clause)
    return _ASKS_WHETHER.search(clause) is not None and names_a_topic(said)


def _one_asks_which(parts: Sequence[str]) -> bool:
    """Whether each part that asks only whether something is so stands beside one that asks how many or which.

    Else it is one doubt, or one concern: 「看病会方便些吗，医院那边有啥动作」.
    """
    if any(_JOINS.match(part) for part in parts[1:]):
        return True
    whether = [part for part in parts if not _ASKS_WHAT.search(part) and not asks_of_another(part)]
    return not whether or any(_ASKS_WHICH.search(part) and names_a_topic(part) for part in parts if part not in whether)


def _asks_together(sentence: str, parts: Sequence[str]) -> bool:
    """Whether what several clauses ask for is weighed or summed.

    「一共」 sums nothing where each clause names what it counts: 「地铁开几段，新修的绿道一共几公里」.
    """
    if _MORE_THAN_BEFORE.match(parts[-1]):
        return True
    if not _each_names_its_own(parts):
        weighs = _COMPARES_ONLY if _ask_for_unlike_things(parts) else _WEIGHS
        return any(words.search(sentence) for words in (_SUPPOSES, weighs))
    if _JOINS.match(parts[-1]) and not _COMPARES_ONLY.search(_OF_ITS_OWN.sub("", parts[-1])):
        return False  # 「另外…」: by itself, whatever the others weigh
    weighed = _OF_ITS_OWN.sub("", ",".join((re.sub("占比?|平均|哪一?年", "", parts[0]), *parts[1:])))
    return any(words.search(weighed) for words in (_SUPPOSES, _WEIGHS))


def _ask_for_unlike_things(parts: Sequence[str]) -> bool:
    """Whether some parts ask how many and others who, where, when or how, which nothing sums: 「谁牵头，总共几省」."""
    amounts = [_ASKS_AMOUNT.search(part) is not None for part in parts]
    return any(amounts) and not all(amounts)


def _each_names_its_own(parts: Sequence[str]) -> bool:
    """Whether each part names what it asks for, the last one before it asks where it may sum the others."""
    *before, last = (_IDLE.sub("", part) for part in parts)
    head = _ASKS_WHAT.split(last, maxsplit=1)[0]
    of_last = head if re.search(TOGETHER, last) or _OF_WHAT_WAS_SAID.search(head) else last
    return not _SEVERAL.search(_OF_ITS_OWN.sub("", last)) and all(map(names_a_topic, (*before, of_last)))


def _is_of_its_own(clause: str, before: str) -> bool:
    """Whether a clause asks for something else than more of the same: 「GDP是多少，增长了多少」 is one question."""
    if names_a_topic(clause):
        return True
    if not _ASKS_WHAT.search(before):
        return False  # 「装了没有，装了几户」
    asks_in_kind = bool(wording.FIGURE.search(clause)) == bool(wording.FIGURE.search(before))
    own = (words.search(clause) for words in (wording.TIME, _AGAIN))
    costs = _COST.search(clause) is not None and _COST.search(before) is None
    when = WHEN_DONE.search(clause) is not None and WHEN_DONE.search(before) is None
    return not asks_in_kind or costs or when or any(own)
