"""The question before, asked again: of another year, of another thing, for names; or something else of its topic."""

import re
from itertools import takewhile

import rjieba

from index.words import tagged_words
from rag import wording
from rag.keywords import keywords_of
from rag.question import places_said, years_of

PERIOD = re.compile(
    r"(?:19|20)\d{2}年?底?|\d{2}年|去年底?|今年|明年|上一?年|来年|过去一年|(?:之?前|头|(?<![乡之以今])[下后])一年(?!轻)|第二年|[一两二三四五六七八九十]年(?:之|以)?[前后]"
)
_PERIODS = re.compile(rf"(?:{PERIOD.pattern})的?")
_NEXT_TO = (  # years told by the one that was asked about, and how far they are from it
    (re.compile(r"(?:之?前|头|上)一年"), -1),
    (re.compile(r"(?:下|后)一年|第二年"), 1),
    *(
        (re.compile(rf"{numeral}年(?:之|以)?{side}"), sign * number)
        for number, numeral in enumerate("一二三四五六七八九十", 1)
        for side, sign in (("前", -1), ("后", 1))
    ),
)
_PAST = re.compile(r"去年|上一?年|过去一年")
_TENSE = re.compile(
    r"完成了?|实现了?|(?<=[增建设引进改造开办修投])了|(?<=[\u3400-\u9fff])了(?=多少|几|哪|什么|啥|[?？。]*$)"
)  # what the year before did, the year after plans
_INTENDED = re.compile(  # and the other way round: 「要达到」, 「的目标是」; not 主要, 理想, 行动计划
    r"(?<![主重需必只首纲摘提概简不])要(?!求|素|点|闻|道)|(?<![思理设联])想|打算|准备|力争|预计|的?目标(?:是|为)?|(?<![行动])计划"
)
_DID = re.compile(r"了(?=多少|几)")
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
_AIM = re.compile(r"^(?:目标|计划|打算)")
_TOWARDS = re.compile(r"^(?:对于?|给|为)")
_ONLY_MODIFIES = re.compile(r"(?:城镇|城里|农村|乡下|乡村|村里|公办|民办|进口|出口|民间)的?")
ASKED_OF_IT = re.compile(
    r"(?:同比)?(?:增长率?|下降|增加(?!值)|减少|增速|增幅|涨幅)|目标|达到|完成|实现|占比|比重|排名|位次|名次|推[进动]|落实|开展|实施"
    r"|(?:在?全[国省市区县州])?(?:位居|居|排)?第(?=几|$|[,，?？ ])|在?全[国省市区县州](?=排|居|位)|排"
)
MEASURE = re.compile(r"(?:面积|产[量值]|总[量额数]|人数)$")
_NO_QUESTION = re.compile(
    r"(?:了?没有?|不|了|得|有|的|总共有?|一共有?|是|是?第[届次名位]|都在?|(?:要|想|打算|准备|计划|力争)[\u3400-\u9fff]{0,2})+$|^(?:是|的)(?!否)"
)
_BACK_THEN = re.compile(r"(?:(?<=年)|^)那(?:会儿?|时候)|几时")
_BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_IS_A_WHAT = re.compile(r"^(.{2,12}?)(?:到底)?(?:是|算|属于)一?[个种]?(?:什么|啥|哪)")
PRONOUN = re.compile(
    r"它们?的?|[这那](?:个|些|项|件|条|座|家|套|块)的?|这(?![里边样会种类方儿块])|该(?:项目|指标|机制)?|其(?!他|它|中|实)"
)
_POINTED = re.compile(r"[这那该](?:一)?[个些项件条座家种类套块](?:一)?")
# What of one kind is asked after another of it: 「城里的呢」 after 「农村居民的收入…」.
_KINDS = tuple(
    tuple(re.compile(name) for name in kind.split())
    for kind in (
        "城镇|城里|城市 农村|乡下|乡村|村里",
        "进口 出口",
        "幼儿园 小学 初中 高中 大学|高校",
        "公办 民办",
        "农业|第?一产业? 工业|第?二产业? 服务业|第?三产业?",
        "地铁|轻轨 公交 高铁|铁路 公路",
        "区级 市级 省级 国家级|国家",
        "男 女",
        "内资 外资",
    )
)


def in_period(previous: str, said: str, aim: str = "") -> str:
    """The question before about another year: what was done is asked of as intended, and the other way round."""
    old = PERIOD.search(previous)
    if old is not None and said == old.group() and not aim:
        return previous
    period = _year_meant(said, previous)
    changed = PERIOD.sub(lambda _: f"{period}{aim}", previous, count=1) if old else f"{period}{aim}{previous}"
    if not aim and _is_past(period, old.group() if old else ""):
        return _INTENDED.sub("", changed)
    return _TENSE.sub("", changed if aim else _to_be_done(changed))


def untimed(text: str) -> str:
    """A text without its years: 「去年的投入」 is 「投入」."""
    return _PERIODS.sub("", text)


def _is_past(period: str, old: str) -> bool:
    years, years_before = years_of(period), years_of(old)
    if years and years_before:
        return years[0] < years_before[0]
    return _PAST.match(period) is not None or (bool(years) and old in ("今年", "明年", "来年"))


def _to_be_done(asked: str) -> str:
    """「办了几场」 of a year to come: 「要办几场」."""
    done = _DID.search(asked)
    if done is None:
        return asked
    head = asked[: done.start()]
    verb = "".join(
        reversed([word for word, _ in takewhile(lambda each: each[1][0] in "vda", reversed(tagged_words(head)))])
    )
    start = len(head) - len(verb)
    return f"{head[:start]}要{verb}{asked[done.end() :]}" if verb and head.endswith(verb) else asked


def _year_meant(said: str, previous: str) -> str:
    """「前一年」 is the year before the one that was asked about."""
    years = years_of(previous)
    step = next((step for words, step in _NEXT_TO if words.fullmatch(said)), None)
    return said if step is None or len(years) != 1 else f"{years[0] + step}年"


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
    if (asking["yes"] or (asking["list"] and not behind)) and not _predicate(head).strip("了"):
        exchanged = part
    elif (asking["amount"] or asking["list"]) and names_something(behind):
        exchanged = _object_exchanged(head, part, asking, behind)
    else:
        exchanged = _subject_exchanged(head, part, asking, behind)
    return f"{kept}{exchanged}?"


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
        intends = _INTENDED.match(predicate)
        predicate = "" if _RATE_ITSELF.search(part) else f"{intends.group() if intends else ''}增长"
    towards = _TOWARDS.match(subject)
    place = next(places_said(subject), "") if not any(places_said(part)) else ""
    if not (place and subject.startswith(place) and names_something(subject.replace(place, ""))):
        place = ""
    before = f"{aim.group() if aim else ''}{towards.group() if towards else ''}{place}"
    is_of_people = part.endswith("的") and "人" in asking.group()
    word = asking.group() if behind or asking["amount"] is None or is_of_people else "多少"
    its = "的" if part.endswith("的") and predicate.startswith(("有", "是", "占")) else ""
    whole = headed(part, subject)
    return f"{before}{whole}{its if whole == part.removesuffix('的') else ''}{predicate}{word}{behind}"


def headed(part: str, phrase: str) -> str:
    """「完工的」 after 「开工的项目」: 「完工的项目」."""
    words = tagged_words(phrase)
    if not part.endswith("的") or not words or words[-1][1][0] not in "nl" or len(words[-1][0]) < 2:
        return part.removesuffix("的") if words else part
    return f"{part}{words[-1][0]}"


def _of_kind(previous: str, part: str) -> str | None:
    """The question before, asked of another of the same kind."""
    for kind in _KINDS:
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


def names_something(text: str) -> bool:
    """Whether a text has a noun of two characters or more that is no word of asking, time or doing."""
    for words in (wording.TIME, wording.DOING, wording.ASKING):
        text = words.sub(",", text)
    return any(keyword.importance == 1 and len(keyword.word) > 1 for keyword in keywords_of(text))


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


def asked_of(previous: str, question: str) -> str:
    """A question that names no topic of its own, asked of what the one before is about."""
    pronoun = PRONOUN.search(question)
    if pronoun is None:
        return beside(previous, question)
    topic = topic_of(untimed(previous) if PERIOD.search(question) else previous)
    behind = question[pronoun.end() :]
    noun = noun_pointed_at(question)
    if not pronoun.start() and pronoun.group() == "这":
        return f"{topic},{behind}"
    return f"{question[: pronoun.start()]}{topic}{behind.removeprefix(noun) if topic.endswith(noun) else behind}"


def beside(previous: str, question: str) -> str:
    """A question behind what the one before is about: 「老旧小区改造,今年要动几个」."""
    return f"{topic_of(untimed(previous) if PERIOD.search(question) else previous)},{question}"


def noun_pointed_at(question: str) -> str:
    """「街」 of 「这条街」, 「社区」 of 「那个社区」."""
    found = _POINTED.search(question)
    words = tagged_words(question[found.end() :])[:3] if found else ()
    return next((word for word, tag in words if tag[0] == "n"), "")


def topic_of(question: str) -> str:
    """What a question is about: without the words that ask, and without what of it was asked (其增速, 其排名)."""
    is_a = _IS_A_WHAT.match(question)
    asked = counted_in(is_a[1] if is_a else question)
    words = _BETWEEN_HAN.sub("", " ".join(wording.ASKING.sub(" ", _BACK_THEN.sub("", asked)).split()))
    topic = _NO_QUESTION.sub("", ASKED_OF_IT.sub("", words).strip(" ,，")) or words
    last = tagged_words(topic)[-1:]
    is_loose_verb = last and last[0][1][0] == "v" and len(last[0][0]) == 1 and len(topic) > 3  # 「老旧小区改」
    return _NO_QUESTION.sub("", topic[:-1] if is_loose_verb else topic).strip(" ,，") or topic
