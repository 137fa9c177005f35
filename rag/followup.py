"""A question that leans on the conversation becomes one that stands alone."""

import re
from collections.abc import Sequence

from rag import wording
from rag.keywords import content_words
from rag.question import MAX_CHARS, readable, years_of
from rag.types import Turn

# Older turns rarely carry the topic on, and the contract counts the last ten.
MAX_TURNS = 10
_OWN_CHARS = 3  # of content: 「改了几个」 has one, 「空气质量怎么样」 four
_MARKER = re.compile(r"\[\d+\]")
_ABOUT = re.compile(r"^(?:那么?|还有|再?说说|至于)?[,，]?(.{1,16}?)(?:的?(?:情况|方面))?(?:呢|怎么样|如何)[?？。]*$")
PERIOD = re.compile(
    r"(?:19|20)\d{2}年?|\d{2}年|去年|今年|明年|上一?年|来年|过去一年|(?:之?前|头|(?<![乡之以今])[下后])一年(?!轻)|第二年"
)
_NEXT_TO = (  # years told by the one that was asked about, and how far they are from it
    (re.compile(r"(?:之?前|头|上)一年"), -1),
    (re.compile(r"(?:下|后)一年|第二年"), 1),
)
_OF_PERIOD = re.compile(  # 「今年的目标呢」, 「去年的数呢」
    rf"({PERIOD.pattern})的?(?:(目标|计划|打算)|数字?|数据|指标|情况|实绩|实际|完成情况)?"
)
_ABOUT_MORE = re.compile(
    r"^(?:那么?|还有)?[,，]?(?!然后|为什么|为何|还有|其他|另外|怎么办)([^,，]{1,10}?)呢[,，?？](.{3,})$"
)
# 「那今年想涨多少」: of the same thing, in another year.
_IN_PERIOD = re.compile(
    rf"^(?:那么?|然后|还有)?[,，]?({PERIOD.pattern})(?:又|还|再|的)*(想|要|打算|准备|计划|目标|底线|指标|任务|定)?(?:又|还|再)?"
    r"(?:[涨增建做弄搞修改签招引]|新增|增长|达到|完成|做到|定[在为到]|是)?"
    r"(?:多少|几)(?:个?百分点|个?点|[个家人所套户项件次场吨亩%]|公里|人次|[亿万]元?|钱)?了?[?？。]*$"
)
_PLAN_OR_REVIEW = re.compile(r"计划|目标|打算|安排|完成|实际")
_LEANS = re.compile(
    r"^(?:那么?|还有|另外|其中|具体|为什么|为何|然后|它|其|这|该|上述|以上)|(?:它|这个|那个|该项目|这项|这些|其中)"
)
_POINTS_BACK = re.compile(
    r"它|其中|其(?![他它余实次])|该(?:项目|指标|机制|奖)?|上述|以上|前[面头]|刚才|(?:这|那)(?:个|些|项|件|几|里|两|次|条|家|句|一)"
    r"|^(?:那么?)?[这那](?:上[面头]|块(?!地)|事(?!业)|笔)"
    r"|^(?:具体|为什么|为何)|^(?:那么?|这)?(?:里[头面]|当中)"
    # 「西城的搞起来没有」
    r"|^(?:那么?)?(?:去年|今年|明年)?[^,，的]{1,4}(?:[那这]边)?的(?=呢|有没有|有几|有多少|搞|只有|还有|剩|[一总]共|多少|几)"
)
_THEN = re.compile(r"^(?:那么?|然后|还有|另外|再问一?下?|对了)[,，]?(?!个|些|项|件|几|里|两|次|条|家|句|一)")
ASKED_OF_IT = re.compile(
    r"(?:同比)?(?:增长率?|下降|增加|减少|增速|增幅|涨幅)|目标|达到|完成|实现|占比|比重|排名|位次|名次|推[进动]|落实|开展|实施"
    r"|(?:在?全[国省市区县州])?(?:位居|居|排)?第(?=几|$|[,，?？ ])|在?全[国省市区县州](?=排|居|位)|排"
)
_ATTRIBUTE = re.compile(r"(?:它们?|其|这个?|那个?|该指标)?的?(增速|增幅|涨幅|增长率?|排名|位次|名次|占比|比重)")
_TENSE = re.compile(
    r"完成了?|实现了?|(?<=[增建设引进改造开办修投])了|(?<=[\u3400-\u9fff])了(?=多少|几|哪|什么|啥|[?？。]*$)"
)  # what the year before did, the year after plans
# 「教育方面有哪些安排」 says what it is about; 「这方面」 does not.
_FIELD = re.compile(r"(?:(?![这那哪些])[\u3400-\u9fff]){2}(?:方面|领域)")
_ASKS_MEANING = re.compile(
    r"^(?:那么?|请问)?[,，]?(?:它|他|这|那|其|此|前[面头]|刚才|上[面述头]|该)[\u3400-\u9fff“”\"]{0,8}?(?:是|指|叫|算|又是|有)?[\u3400-\u9fff]{0,4}(?:什么|啥)(?:意思|含义|概念|东西)|^(?:它|这|那)[\u3400-\u9fff]{0,6}?(?:是|指)(?:的是)?(?:什么|啥|哪)|^前[面头][\u3400-\u9fff]{0,8}指[\u3400-\u9fff]{0,3}(?:什么|啥|哪)|^(?:那么?)?(?:啥|什么|是什么|是啥|具体是?什么)?意思[?？。]*$|^什么是(?:它|这个?|那个?)"
)
_PRONOUN = re.compile(r"它们?的?|这个?|那个|该(?:项目|指标|机制)?|其(?!他|它|中|实)")


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


def standalone(question: str, history: Sequence[Turn], names: Sequence[str] = ()) -> str:
    """The question with what it takes from the last turns written out; as it is when it stands alone.

    What something means that only was pointed at is asked of the last of ``names``, those of terms, that was said.
    No longer than a question may be: of a long conversation the latest words are kept.
    """
    meant = _name_pointed_at(question, history, names)
    if meant is not None:
        return f"{meant}是什么意思?"
    return _standalone(question, history)[-MAX_CHARS:]


def _name_pointed_at(question: str, history: Sequence[Turn], names: Sequence[str]) -> str | None:
    """The term that 「它是什么意思」 points at: of the answer before, else of the question before."""
    if not history or not _ASKS_MEANING.search(question) or any(name in question for name in names):
        return None
    last = history[-1]
    for said in (last.answer, readable(last.question[:MAX_CHARS])):
        found = [name for name in names if name in said]
        if found:
            return max(found, key=lambda name: (said.rfind(name), len(name)))
    return None


def leans(question: str) -> bool:
    """Whether a question names nothing to be asked about, or points back with 它, 这, 那 or 呢."""
    topic = wording.ASKING.sub(" ", wording.TIME.sub(" ", question))
    return (
        re.search(r"呢[?？。]*$", question) is not None
        or _LEANS.search(question) is not None
        or sum(len(word) for word in content_words(topic)) < _OWN_CHARS
    )


def _standalone(question: str, history: Sequence[Turn]) -> str:
    turns = list(history)[-MAX_TURNS:]
    if not turns:
        return question
    asked = readable(turns[-1].question[:MAX_CHARS])  # a history comes from outside, unchecked
    previous = _standalone(_MARKER.sub("", asked), turns[:-1])
    about = _ABOUT.match(question)
    if about:
        return _with_new_part(previous, about.group(1))
    more = _ABOUT_MORE.match(question)
    if more:
        return _about_more(previous, *more.groups())
    in_period = _IN_PERIOD.match(question)
    if in_period and re.search(r"多少|几", previous):
        return _with_new_part(previous, f"{in_period[1]}{'计划' if in_period[2] else ''}")
    if not _POINTS_BACK.search(question) and (_FIELD.search(question) or _own_chars(question) >= _OWN_CHARS):
        return _THEN.sub("", question)
    return asked_of(previous, question)


def _about_more(previous: str, about: str, asked: str) -> str:
    """「车位呢，多了几个」 asks of another thing in the same year, 「今年呢，多了几个」 of the same in another year."""
    if PERIOD.fullmatch(about):
        return f"{about}{_TENSE.sub('', asked_of(PERIOD.sub('', previous), asked))}"
    period = PERIOD.search(previous)
    return f"{period.group() if period and not PERIOD.search(asked) else ''}{about}{asked}"


def asked_of(previous: str, question: str) -> str:
    """A question that names no topic of its own, asked of what the one before is about."""
    topic = _topic_of(PERIOD.sub("", previous) if PERIOD.search(question) else previous)
    if _PRONOUN.search(question):
        return _PRONOUN.sub(lambda _: topic, question, count=1)
    return f"{topic},{question}"


def _topic_of(question: str) -> str:
    """What a question is about: without the words that ask, and without what of it was asked (其增速, 其排名)."""
    words = " ".join(wording.ASKING.sub(" ", question).split())
    return ASKED_OF_IT.sub("", words).strip(" ,，") or words


def _own_chars(question: str) -> int:
    """Characters of a question's own words: not of time or asking, nor what may be asked of anything (增长, 排第几)."""
    bare = ASKED_OF_IT.sub(" ", wording.ASKING.sub(" ", wording.TIME.sub(" ", _THEN.sub("", question))))
    return sum(len(word) for word in content_words(bare))


def _with_new_part(previous: str, part: str) -> str:
    """「那2031年呢」 exchanges the year of the question before, 「口袋公园呢」 its topic."""
    part = part.strip("的,， ")
    attribute = _ATTRIBUTE.fullmatch(part)
    if attribute:  # 「它的增速呢」
        topic = " ".join(wording.ASKING.sub(" ", previous).split())
        return f"{topic}{attribute.group(1)}是多少?"
    of_period = _OF_PERIOD.fullmatch(part)
    if of_period or (years_of(part) and len(part) <= 8):
        if part == (PERIOD.search(previous) or [""])[0]:
            return previous
        part = f"{_year_meant(of_period[1], previous)}{of_period[2] or ''}" if of_period else part
        changed = PERIOD.sub(lambda _: part, previous, count=1)
        return _TENSE.sub("", changed) if changed != previous else f"{part}{_TENSE.sub('', previous)}"
    exchanged = _exchanged(previous, part)
    if exchanged is not None:
        return exchanged
    period = PERIOD.search(previous)
    kept = period.group() if period and not PERIOD.search(part) else ""
    plan_or_review = _PLAN_OR_REVIEW.search(previous)
    tail = "多少" if re.search(r"多少|几", previous) else _tail(previous)
    return f"{kept}{plan_or_review.group() if plan_or_review else ''}{part}{tail}?"


def _year_meant(said: str, previous: str) -> str:
    """「前一年」 is the year before the one that was asked about."""
    years = years_of(previous)
    step = next((step for words, step in _NEXT_TO if words.fullmatch(said)), None)
    return said if step is None or len(years) != 1 else f"{years[0] + step}年"


def _exchanged(previous: str, part: str) -> str | None:
    """The question before, asked of another of the same kind."""
    for kind in _KINDS:
        for name in kind:
            found = name.search(previous)
            if found and any(other is not name and other.fullmatch(part) for other in kind):
                return previous[: found.start()] + part + previous[found.end() :]
    return None


def _tail(previous: str) -> str:
    """How the question before asked, to be asked again of another topic."""
    found = re.search(r"是什么意思|有哪些|是什么|怎么样|如何|什么是", previous)
    if not found:
        return ""
    return "是什么意思" if found.group() == "什么是" else found.group()
