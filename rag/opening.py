"""What people say before they ask: thanks, wonder, an excuse for having asked something else."""

import re

from index.quantities import quantities
from rag import wording
from rag.pointing import names_something

_FIRST = re.compile(
    r"^(?:(?:谢谢|多谢|好的?|明白|知道|晓得|懂|是吗|真的?吗|真的假的|这样啊?|原来如此|[哦噢嗯啊哎唉]呀?|不对|不是|错了|我?[说问搞弄][错岔]了|不好意思)(?:你|您|了|啦|啊)*[,，。!?？]+(?=..))+"
)
_MEANS = re.compile(
    r"^(?:我?(?:其实|本来)?[是想要]+(?:(?:说|问|指)(?:一下)?的是?|(?:问|知道)一下|知道)(?=.)|我(?:说|问|指|要)的是)[,，:：]?(?=..)"
)


# Who asks, or why: 「学生写作业：」, 「想核个数：」; not what it is about.
_INTRODUCES = re.compile(
    r"^(?![^:：]*(?:倒|推|算|方面|生意))[^,，。?？;；:：\d“”\"]{0,12}"
    r"(?:[请想]问|请?对照|请?比较一?下?|请教|打听|求证|咨询|采访|作业|论文|核(?:对|实|查)?(?:一?[下个份两])*(?:数字?|材料|数据)?|[要件文章稿]用|帮我[^:：]{0,5})"
    r"(?:一[下句声])?(?:[一两]?个)?(?:数字?)?[:：](?=.{6})"
)


# What is known already of something else: 「甲园过300亿了，那乙区是多少」.
_KNOWN = re.compile(
    r"^(?![^,，]*(?:如果|要是|假如|按|照|公布|告诉|知道|[只都]|哪|谁|什么|啥|多少|几[个家]))[^,，。?？]{4,24}了[,，]那么?(?=[^,，]{4,}$)"
)


# What only presses for an answer: 「到底占了几成」, but not 「一抓到底是谁的要求」.
_PRESSES = re.compile(
    r"究竟|(?<![抓持行管追跟干奉服查触头子包站插顶])到底(?=[是有占谁什多几怎哪能会要该为想算还不]|[\u3400-\u9fff]了)"
)


# Where one has it from: 「根据报告，」, 「具体来说，」.
_REPORT = r"(?:这份|这个|本|该|[我咱]们?的?)?(?:政府)?(?:工作)?报告"
_OF_REPORT = re.compile(
    rf"^(?:(?:根据|依据|按照?|对照|查|看|从|在){_REPORT}(?:里[头面]?|中|上|内容|显示|来看)*(?:说|提到|写)?"
    rf"|{_REPORT}(?:里[头面]?|中|上|显示)(?:说|提到|写)?|具体(?:来说|说来)(?=.{{6}}))[,，:：](?=..)"
)


# What is said as if it were so ends in a figure, and asks with nothing but its mark: 「真有3个?」.
_SAID_AND_ASKED = re.compile(r"(?P<said>[^?]{6,})[?]+")
_ASKS_MORE = re.compile(
    r"什么|啥|哪|谁|多少|几|怎|咋|如何|为何|何时|吗|呢|吧|还是|[是有能会对]不|有没|没有?$|是否|[一总]共"
)
_TRULY = re.compile(r"真的?(?=[有是达超增下])")
_TIMES = frozenset(("年", "月", "日", "天", "号", "点"))
_ENDS_FIGURE = re.compile(r"(?:左右|以上|以下|以内|多|了)?")
_REQUESTS = re.compile(r"^(?:请|麻烦|列|介绍|[说讲查]|帮)|^[^\u3400-\u9fff]+$")


def asked_if_so(question: str) -> str:
    """A question that only says something in figures, as it asks whether that is so: 「学位真有3000个吗?」."""
    said = _SAID_AND_ASKED.fullmatch(question)
    if said is None or _ASKS_MORE.search(question) or _REQUESTS.search(said["said"]):
        return question
    last = next(reversed(quantities(said["said"])), None)
    if last is None or not last.unit or last.unit in _TIMES or not _ENDS_FIGURE.fullmatch(said["said"][last.end :]):
        return question
    return f"{_TRULY.sub('', said['said'])}吗?"


def without_introduction(question: str) -> str:
    """A question without what introduces it before a colon, or tells of another thing that names its own."""
    question = _OF_REPORT.sub("", _PRESSES.sub("", question))
    known = _KNOWN.match(question)
    if known is not None and names_something(question[known.end() :]):
        return question[known.end() :]
    return _INTRODUCES.sub("", question)


def to_the_point(question: str) -> str:
    """A question without what is said before it: 「不对，我问的是绿道」 is 「绿道呢」."""
    asked = _MEANS.sub("", _FIRST.sub("", question)).rstrip("。!！")
    if wording.GREETING.search(asked) or asked == question.rstrip("。!！"):
        return question
    return asked if wording.ASKS.search(asked) else f"{asked.removeprefix('是')}呢?"
