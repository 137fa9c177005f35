"""The question before, asked again: of another year, of another thing, for names; or something else of its topic."""

import re
from itertools import takewhile

import rjieba

from index.quantities import quantities
from index.words import SPACE_IN_HAN, tagged_words
from rag import wording
from rag.another_year import PERIOD, untimed, without_intent
from rag.places import places_said
from rag.pointing import PRONOUN, names_something, noun_pointed_at

_UNIT = (
    r"个百分点|平方米|公里|公顷|人次|万人|百分点|[个家项条所场次人件套处座类种名元户亩位块份部只台辆趟米吨岁成倍度点天]"
)
_UNIT_LAST = re.compile(rf"(?:{_UNIT})$")
_AMOUNT = re.compile(rf"(?:有|是)?(?:多少|好多|(?<!好)几(?!时|乎))[万千亿]?(?:{_UNIT}|钱)?")
_ASKING = re.compile(
    rf"(?P<amount>(?:多少|好多|(?<!好)几(?!时|乎))[万千亿]?(?:{_UNIT})?(?:钱|人(?!才|口|均))?)"
    rf"|(?P<list>哪[几些]?(?:{_UNIT})?|(?:什么|啥|谁)(?!时候|意思)|多[大高长快远])"
    r"|(?P<how>怎么样|怎样|如何|怎么|咋样?)|(?P<yes>([\u3400-\u9fff])了?[不没]\5|了?没有?(?=[?？。]*$)|吗)"
)
_PREDICATE = re.compile(
    r"(?:还|又|再|都|将|能|会|可以|想|要|打算|准备|力争|计划|预计|目标|一共|总共|有望)*"
    r"(?:(?:(?<=想)|(?<=要)|(?<=打算)|(?<=准备))[\u3400-\u9fff]{1,2}|有|是|为|占|涨|增长|增加|下降|减少|提[高升]|突破|超过|达|少|多|排|降|拿|领"
    r"|(?:控制|保持|维持|稳定|提[高升]|下降|[\u3400-\u9fff])[到在])?了?(?:占|第)?$"
)
WHICH = re.compile(rf"哪[一二两三四五六七八九十几些\d]*(?:{_UNIT})?")
_GROWTH = re.compile(r"涨|增长|增[速幅]")
_RATE_ITSELF = re.compile(r"率$|比例|占比|比重|新增")  # of which a growth is not asked
_INTENDS = re.compile(r"[要想]|打算|准备|力争|预计|计划")
_AIM = re.compile(r"^(?:目标|计划|打算)")
_TOWARDS = ("对", "对于", "给", "为")
_DONE = re.compile(r"(?:真正|实际上?|真的?|已经?|最[后终]|确实)[\u3400-\u9fff]{2,4}的")
_ONLY_MODIFIES = re.compile(r"(?:城镇|城里|农村|乡下|乡村|村里|公办|民办|进口|出口|民间)的?")
_LARGER = re.compile(r"[快慢多少高低大小]")
_ASKS_WHICH_IS_LARGER = (
    r"(?P<asks>(?:谁|哪[个边头]|是|要|会|差|增|涨|长|了|得|的|更|还|[快慢多少高低大小])*"
    r"(?:多少|几|吗|么|呢|不)?)(?:[个家套张点倍亩]|百分点|公里)*[,，?？。]*$"
)
_AGAINST_OTHER = re.compile(  # 「跟服务业比谁快」, 「比服务业快吗」
    r"^(?:那么?|它|这个?|那个?)*[,，]?(?:(?:跟|和|与|同)(?P<beside>)|比起?|较)(?P<other>[\u3400-\u9fff]{2,12}?)"
    r"(?:相?比(?:起来|较)?[,，]?|(?(beside)(?=差)|(?=[快慢多少高低大小])))" + _ASKS_WHICH_IS_LARGER
)
_OTHER_AGAINST_IT = re.compile(  # 「服务业跟它比谁快」, 「服务业比这个快吗」
    r"^(?:那么?)?[,，]?(?P<other>[\u3400-\u9fff]{2,12}?)(?:跟|和|与|同|比起?)(?:它|[这那]个?|前者|刚才那个)(?:相?比(?:起来|较)?[,，]?)?"
    + _ASKS_WHICH_IS_LARGER
)
ASKED_OF_IT = re.compile(
    r"(?:同比)?(?:增长率?|下降|增加(?!值)|减少|增速|增幅|涨幅)|目标|达到|完成|实现|占比|比重|排名|位次|名次|推[进动]|落实|开展|实施"
    r"|(?:在?全[国省市区县州])?(?:位居|居|排)?第(?=几|$|[,，?？ ])|在?全[国省市区县州](?=排|居|位)|排"
)
_MEASURED = re.compile(r"([^,，]+(?:增速|增幅|涨幅|增长率|占比|比重|比例|排名|位次|名次))[,，]")
MEASURE = re.compile(r"(?:面积|产[量值]|总[量额数]|人数)$")
_NO_QUESTION = re.compile(
    r"(?:了?没有?|不|了|得|有|的|总共有?|一共有?|是|是?第[届次名位]|实际上?|都在?|(?:要|想|打算|准备|计划|力争)[\u3400-\u9fff]{0,2})+$|^(?:是|的)(?!否)"
)
_BACK_THEN = re.compile(r"(?:(?<=年)|^)那(?:会儿?|时候)|几时")
_IS_A_WHAT = re.compile(r"^(.{2,12}?)(?:到底)?(?:是|算|属于)一?[个种]?(?:什么|啥|哪|谁)")
# What of one kind is asked after another of it: 「城里的呢」 after 「农村居民的收入…」.
_KINDS = tuple(
    tuple(re.compile(name) for name in kind.split())
    for kind in (
        "城镇|城里|城市 农村|乡下|乡村|村里",
        "进口 (?<!进)出口 进出口",
        "幼儿园 小学 初中 高中 大学|高校",
        "公办 民办",
        "农业|第?一产业? 工业|第?二产业? 服务业|第?三产业?",
        "地铁|轻轨 公交 高铁|铁路 公路",
        "区级 市级 省级 国家级|国家",
        "男 女",
        "内资 外资",
    )
)


def of_another(previous: str, part: str) -> str:
    """The question before, asked of ``part`` in the place of what it was about: 「今年城东想冲到第几」+「城西呢」."""
    of_kind = _of_kind(previous, part)
    if of_kind is not None:
        return of_kind
    period = PERIOD.search(previous)
    kept = period.group() if period and not PERIOD.search(part) else ""
    if _ONLY_MODIFIES.fullmatch(part):
        return f"{kept}{part}{untimed(previous) if kept else previous}"
    if "什么是" in previous or "什么意思" in previous:
        return f"{kept}{part}是什么意思?"
    asking = _ASKING.search(previous)
    if asking is None:
        return f"{kept}{part.removesuffix('的')}?"
    head = untimed(previous[: asking.start()])
    behind = previous[_whole_end(asking) :].rstrip("?？。了呢啊呀")
    if asking["amount"] and _DONE.fullmatch(part) and not names_something(behind):
        exchanged = f"{_of_what_is_done(head)}{part.removesuffix('的')}{asking.group()}"
    elif (asking["yes"] or (asking["list"] and not behind)) and not _predicate(head).strip("了"):
        exchanged = part
    elif (asking["amount"] or asking["list"]) and names_something(behind):
        exchanged = _object_exchanged(head, part, asking, behind)
    else:
        exchanged = _subject_exchanged(head, part, asking, behind)
    return f"{kept}{exchanged}?"


def _of_what_is_done(head: str) -> str:
    """「招商」 of 「招商打算签」, 「新增就业」 of 「计划新增就业」: what 「实际完成的」 is said of."""
    bare = without_intent(head)
    same = takewhile(lambda pair: pair[0] == pair[1], zip(head, bare, strict=False))
    words = tagged_words("".join(char for char, _ in same) or bare)
    while len(words) > 1 and words[-1][1][0] in "vu" and len(words[-1][0]) == 1:
        words = words[:-1]
    return "".join(word for word, _ in words)


def _object_exchanged(head: str, part: str, asking: re.Match[str], behind: str) -> str:
    if not names_something(part):  # 「完工的呢」 after 「开工了多少个项目」
        return f"{headed(part, behind)}有多少" if asking["amount"] else part
    if asking["list"] and any(part.endswith(word) for word, tag in tagged_words(behind) if tag[0] == "n"):
        return part  # 「女孩子的疫苗呢」 after 「老人有什么免费的疫苗打」 says it whole
    return f"{head}{'多少' if asking['amount'] else asking.group()}{headed(part, behind)}"


def _predicate(head: str) -> str:
    found = _PREDICATE.search(head)
    return found.group() if found else ""


def _subject_exchanged(head: str, part: str, asking: re.Match[str], behind: str) -> str:
    aim = _AIM.match(head)
    predicate = _predicate(head)
    subject = head[: len(head) - len(predicate)]
    if part.endswith("的") and not names_something(part) and headed(part, subject) != part and names_something(subject):
        return f"{topic_of(subject)},{part}{'有多少' if asking['amount'] else asking.group()}"  # 「建成的呢」
    verb = tagged_words(subject)[-1:]
    if predicate == "了":  # 「修了多少」
        is_short = verb and verb[0][1][0] == "v" and len(verb[0][0]) == 1
        predicate, subject = (f"{subject[-1]}了", subject[:-1]) if is_short else ("", subject)
    if asking["amount"] and _GROWTH.search(predicate):
        intends = _INTENDS.match(predicate)
        predicate = "" if _RATE_ITSELF.search(part) else f"{intends.group() if intends else ''}增长"
    place = next(places_said(subject), "") if not any(places_said(part)) else ""
    if not (place and subject.startswith(place) and names_something(subject.replace(place, ""))):
        place = ""
    before = f"{aim.group() if aim else ''}{_preposition(subject)}{place}"
    is_of_people = part.endswith("的") and "人" in asking.group()
    word = asking.group() if behind or asking["amount"] is None or is_of_people else "多少"
    its = "的" if part.endswith("的") and predicate.startswith(("有", "是", "占")) else ""
    whole = headed(part, subject)
    return f"{before}{whole}{its if whole == part.removesuffix('的') else ''}{predicate}{word}{behind}"


def _preposition(subject: str) -> str:
    """「给」 of 「给老人」, where it is a word of its own: not of 「对外贸易」 or 「为民」."""
    first = next(iter(tagged_words(subject)), ("", ""))
    return first[0] if first[0] in _TOWARDS and first[1] == "p" else ""


def headed(part: str, phrase: str) -> str:
    """「完工的」 after 「开工的项目」: 「完工的项目」."""
    words = tagged_words(phrase)
    if not part.endswith("的") or not words or words[-1][1][0] not in "nl" or len(words[-1][0]) < 2:
        return part.removesuffix("的") if words else part
    return f"{part}{words[-1][0]}"


def exchanged_in(answer: str, part: str) -> str | None:
    """What an answer tells, asked of another of its kind: 「农村居民人均可支配收入增长多少」 of 「城镇…增长4.3%」."""
    exchanged = _of_kind(answer, part)
    amounts = quantities(exchanged) if exchanged is not None else ()
    if exchanged is None or len(amounts) != 1 or re.search(r"[。;；]", exchanged.rstrip("。")):
        return None
    amount = amounts[0]
    return f"{exchanged[: amount.start]}多少{exchanged[amount.end :].rstrip('。')}?"


def _of_kind(previous: str, part: str) -> str | None:
    """The question before, asked of another of the same kind."""
    for kind in _KINDS:
        if sum(name.search(previous) is not None for name in kind) != 1:
            continue  # 「男女比例」 is of both
        for name in kind:
            found = name.search(previous)
            if found and any(other is not name and other.fullmatch(part.removesuffix("的")) for other in kind):
                return previous[: found.start()] + part.removesuffix("的") + previous[found.end() :]
    return None


def names_asked(previous: str, which: str) -> str | None:
    """The question before that counted things, asking for their names: 「有几个单元」, 「都有哪四个」."""
    amount = _AMOUNT.search(previous)
    if amount is None:
        return None
    has = amount.group()[0] if amount.group()[0] in "有是" else ""
    end = _whole_end(amount)
    if which.startswith("什么"):
        unit = _UNIT_LAST.search(previous[:end])
        which = f"哪几{unit.group()}" if unit else "哪些"
    return f"{previous[: amount.start()]}{has}{which}{previous[end:].rstrip('?？。')}?"


def _whole_end(asking: re.Match[str]) -> int:
    """Where words that ask end: 「多少」 of 「多少家庭」, as its 家 is part of a word."""
    unit = _UNIT_LAST.search(asking.group())
    if unit is None or not re.search(r"多少|几", asking.group()):
        return asking.end()
    start = asking.end() - len(unit.group())
    first = next((word for word, _ in tagged_words(asking.string[start:])), "")
    return start if len(first) == len(unit.group()) + 1 and rjieba.has_word(first) else asking.end()


def counted_in(question: str) -> str:
    """What a question counts, with its year and place: 「今年老旧小区」 of 「今年改造几个老旧小区」.

    Else the question without 「多少家」. No part of a word goes with it: 「多少家庭」.
    """
    found = _AMOUNT.search(question)
    if found is None:
        return question
    head, behind = question[: found.start()], question[_whole_end(found) :]
    if found.group().startswith("有") or not names_something(behind):
        return f"{head} {behind}"
    period = PERIOD.search(question)
    return f"{period.group() if period else ''}{next(places_said(head), '')}{behind}"


def asked_against_other(question: str, topic: str) -> str | None:
    """A topic set against another thing: 「工业增加值,跟服务业比谁快?」 of 「服务业跟它比呢」 and 「比服务业快吗」."""
    asked = _AGAINST_OTHER.match(question) or _OTHER_AGAINST_IT.match(question)
    if asked is None or PERIOD.search(asked["other"]) or WHICH.search(asked["other"]):
        return None
    if not names_something(asked["other"]) or names_something(asked["asks"]):
        return None
    larger = _LARGER.search(re.sub(r"[多高低快慢大小]?多少|[多高低快慢大小]几", "", asked["asks"]))
    return f"{topic},跟{asked['other']}比谁{larger.group() if larger else '高'}?"


def asked_of(previous: str, question: str, name: str = "") -> str:
    """A question that names no topic of its own, asked of what the one before is about, or of a name that was said."""
    pronoun = PRONOUN.search(question)
    if pronoun is None:
        return f"{name},{question}" if name else beside(previous, question)
    topic = name or topic_of(untimed(previous) if PERIOD.search(question) else previous)
    behind = question[pronoun.end() :]
    noun = noun_pointed_at(question)
    if not pronoun.start() and pronoun.group() == "这":
        return f"{topic},{behind}"
    return f"{question[: pronoun.start()]}{topic}{behind.removeprefix(noun) if topic.endswith(noun) else behind}"


def beside(previous: str, question: str) -> str:
    """A question behind what the one before is about: 「老旧小区改造,今年要动几个」."""
    return f"{topic_of(untimed(previous) if PERIOD.search(question) else previous)},{question}"


def topic_of(question: str) -> str:
    """What a question is about: without the words that ask, and without what of it was asked (其增速, 其排名)."""
    measured = _MEASURED.match(question)
    if measured and not _ASKING.search(measured[1]):  # 「经济总量的增速,去年是多少」
        period = None if PERIOD.search(measured[1]) else PERIOD.search(question)
        return f"{period.group() if period else ''}{measured[1]}"
    is_a = _IS_A_WHAT.match(question)
    asked = counted_in(is_a[1] if is_a else question)
    words = SPACE_IN_HAN.sub("", " ".join(wording.ASKING.sub(" ", _BACK_THEN.sub("", asked)).split()))
    topic = _NO_QUESTION.sub("", ASKED_OF_IT.sub("", words).strip(" ,，")) or words
    last = tagged_words(topic)[-1:]
    is_loose_verb = last and last[0][1][0] == "v" and len(last[0][0]) == 1 and len(topic) > 3  # 「老旧小区改」
    return _NO_QUESTION.sub("", topic[:-1] if is_loose_verb else topic).strip(" ,，") or topic
