"""Understand a question without a model: the kind of answer wanted, years, review or plan, terms named, the topic."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.errors import QuestionError
from index.terms import fold_name, names_of
from index.types import Document, Role, Term
from index.words import tagged_words

MAX_CHARS = 2_000

_UNPRINTABLE = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ud800-\udfff]")
_SAYS_SOMETHING = re.compile(r"[0-9A-Za-z\u3400-\u9fff]")
_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d{2})(?![\d.,]|\s*[亿万千个家元人户套所项米%％])")
_SHORT_YEAR = re.compile(r"(?<![\d.])(\d{2})年(?!代|来|以)")


class Wanted(StrEnum):
    """The kind of answer a question wants."""

    DEFINITION = "definition"  # what a term means
    TERM = "term"  # the term for something described
    USE = "use"  # where the report uses a term, or what it does about it
    FIGURE = "figure"
    LIST = "list"
    COMPARISON = "comparison"
    YES_NO = "yes_no"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class NamedTerm:
    """A glossary term that the question names, and the document that defines it."""

    term: Term
    document_id: str


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word that an answer should share; names and nouns tell more than verbs, which residents paraphrase."""

    word: str
    importance: float  # 0–1, by part of speech


@dataclass(frozen=True, slots=True)
class Question:
    """What was understood. ``topic`` is the question without the words that only ask, ``keywords`` its telling words."""

    text: str
    wanted: Wanted
    years: tuple[int, ...]
    role: Role | None
    place: str | None  # a place that some document is about
    foreign_places: tuple[str, ...]  # places named that no document is about
    terms: tuple[NamedTerm, ...]
    topic: str
    keywords: tuple[Keyword, ...]


# What each kind is asked with, the more telling kind first.
_WANTED: tuple[tuple[Wanted, re.Pattern[str]], ...] = (
    (
        Wanted.COMPARISON,
        re.compile(r"相比|对比|比较|比(?:去年|上年|前一年|20\d\d年?)|变化|两年|差(?:多少|距|别|额)|compar", re.IGNORECASE),
    ),
    (
        Wanted.TERM,
        re.compile(
            r"(?:叫|称为?|称作|名[叫为]|叫做|叫作)(?:什么|啥)|什么(?:名字|名称|说法|叫法)"
            r"|(?:哪|什么)(?:一?个|种)?(?:名词|术语|概念|词语?|提法|专有名词)|用什么词|怎么称呼|what (?:term|is the term)",
            re.IGNORECASE,
        ),
    ),
    (
        Wanted.USE,
        re.compile(r"(?:提到|出现|用到|提及)|怎么(?:用|体现|落实|推进|做)|如何(?:体现|落实|推进|运用)|(?:哪里|何处|哪些地方)|语境"),
    ),
    (
        Wanted.DEFINITION,
        re.compile(
            r"什么(?:是|叫|叫做|意思|含义|概念)|(?:是|指的?是?|代表|表示)(?:什么|啥)(?:意思|含义|东西)?[?？。]?$|何谓|啥(?:叫|是|意思)"
            r"|(?:意思|含义|定义|解释|指的?)(?:一下|是(?:什么|啥))?|怎么理解|如何理解|(?:包括|包含|指)(?:哪|什么)"
            r"|what (?:is|are|does).*(?:mean|\?|$)|define|meaning",
            re.IGNORECASE,
        ),
    ),
    (
        Wanted.FIGURE,
        re.compile(
            r"多少|几(?!乎|何|代)|多大|多高|多长|多快|增[长速]率?(?:是|为|怎|如|有)|增速|增幅|比例|占比|百分之|总额(?:是|为)|数量|规模(?:是|有)"
            r"|how (?:much|many)|rate|percentage|number of",
            re.IGNORECASE,
        ),
    ),
    (
        Wanted.LIST,
        re.compile(r"哪些|哪几|有什么|有啥|什么(?:措施|举措|安排|办法|计划|打算|动作|项目|成绩|成效|工作)|分别|列[举出]|怎么|如何|which|list|what (?:measures|steps)", re.IGNORECASE),
    ),
    (
        Wanted.YES_NO,
        re.compile(r"吗[?？。!]*$|是否|有没有|是不是|会不会|能不能|对不对|有无|^(?:is|are|does|do|did|has|have|will)\b", re.IGNORECASE),
    ),
)  # fmt: skip

# Words that place a question in the part that reviews or in the part that plans. Relative years belong here: they
# mean the year that a report reviews, and the year it plans for, whichever these are.
_REVIEW = re.compile(
    r"去年|上年|上一年|过去一年|一年来|已经|完成了|实现了|做了|取得了?|达到了|实际|了多少|了几|了哪|了什么|了吗|回顾|完成情况|last year"
)
_PLAN = re.compile(
    r"今年|明年|来年|本年|目标|计划|打算|预期目标|力争|准备|将(?!近|军)|安排|下一步|拟|未来|要(?:新|建|引|做|完成|实现|达|推|增|开|办|怎|干|搞)|会(?:新|建|引|有|怎)|target|plan|next year|this year|goal"
)  # fmt: skip

_ASKING = re.compile(
    r"请问|请你?|麻烦|告诉我|帮我|查一?下|介绍一?下|说说|谈谈|讲讲|列[举出]|我想(?:问|知道|了解)(?:一下|下)?|想(?:问|知道|了解)(?:一下|下)?|根据|按照|依据|对于|关于|方面|情况|具体"
    r"|(?:这[份个])?(?:政府工作)?报告(?:里面?|中)?(?:说|讲|提到|提及|指出|显示)?(?:的|了|过)?|名词解释(?:里|中)?"
    r"|(?:多少|几)[万千亿]?(?:平方米|公里|公顷|人次|[个家项条所场次人件套处座类种名元户亩位块])?|哪些|哪几个?|哪[个家项条所里]?|什么时候|什么|怎么样?|如何|怎样|为什么|为何|是否|有没有|是不是|会不会|能不能|多大|多高|多长|分别"
    r"|是指|指的是|意思|含义|的定义|解释一?下?|一下|理解|吗|呢|啊|呀|吧|嘛|了(?=[?？,，。]|$)|[?？!！。,，、;；:：“”\"'‘’《》()（）]"
)
_YEAR_WORDS = re.compile(
    r"(?:19|20)\d{2}年?度?|去年|今年|明年|上一?年度?|本年度?|来年|过去一年|全年|年度|计划|打算|准备|目标(?:是|为)?|预期|完成(?:了|情况)?|实现(?:了)?|达到(?:了)?"
)
_FUNCTION_WORDS = frozenset("的 了 是 有 在 和 与 及 或 把 被 将 要 会 能 对 从 到 为 中 里 内 上 下 后 前 我 你 他 我们 你们 咱们 他们 这 那 这个 那个 还 都 也 就 又 再 很 以及 一 个 年 区 市 政府 工作 报告 区里 全区 我区 我市 全市 咱 啥 吗 呢 the of in is are what how many much was were for a an to and did does do".split())  # fmt: skip
_REFUSED = re.compile(
    r"忽略.{0,12}(?:指令|要求|规则|提示|设定)|(?:系统|隐藏|初始)提示词?|system prompt|ignore .{0,20}(?:instruction|prompt|rule)|扮演|角色扮演"
    r"|(?:写|作|编)(?:一?[首篇个段份]|点)?.{0,8}(?:诗|作文|小说|代码|程序|脚本|情书|笑话|故事|文案|歌词|检讨|演讲稿)|讲个?(?:笑话|故事)|翻译成?|(?:python|java|sql|javascript).{0,6}(?:代码|程序|脚本)"
    r"|你是(?:谁|什么模型|哪个模型)|你叫什么|drop\s+table|write (?:me )?(?:a|an|some) |tell me a joke|你的(?:密码|密钥|api)|帮我(?:订|买|点|算命|做作业)",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """The question as it can be asked. Raises QuestionError when it is empty, too long, or says nothing."""
    if len(text) > MAX_CHARS:
        raise QuestionError(f"the question has {len(text):,} characters. Ask in at most {MAX_CHARS:,}.")
    cleaned = _UNPRINTABLE.sub("", unicodedata.normalize("NFKC", text)).strip()
    cleaned = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", cleaned)
    if not cleaned:
        raise QuestionError("the question is empty. Ask in a few words, such as the name of a term.")
    return cleaned


def says_something(text: str) -> bool:
    """Whether there is a letter, digit or Chinese character to search for."""
    return _SAYS_SOMETHING.search(text) is not None


def is_out_of_bounds(text: str) -> bool:
    """Whether this asks for something other than what reports say: instructions to the system, other tasks."""
    return _REFUSED.search(text) is not None


def understand(text: str, documents: Sequence[Document]) -> Question:
    """Read a cleaned, standalone question against the glossaries of ``documents``."""
    terms = _named_terms(text, documents)
    topic = _ASKING.sub(" ", _YEAR_WORDS.sub(" ", text)).strip()
    place = _place(text, documents)
    keywords = tuple(keyword for keyword in _keywords(topic) if place is None or not _names(keyword.word, place))
    return Question(
        text=text,
        wanted=_wanted(text, terms),
        years=years_of(text),
        role=_role(text),
        place=place,
        foreign_places=tuple(word for word, tag in tagged_words(topic) if _is_place(word, tag, documents)),
        terms=terms,
        topic=topic,
        keywords=keywords,
    )


def years_of(text: str) -> tuple[int, ...]:
    """The years a question names, also in short (``23年``), in order of their first mention."""
    found = [(match.start(), int(match.group(1))) for match in _YEAR.finditer(text)]
    found.extend((match.start(), 2000 + int(match.group(1))) for match in _SHORT_YEAR.finditer(text))
    return tuple(dict.fromkeys(year for _, year in sorted(found)))


def _wanted(text: str, terms: tuple[NamedTerm, ...]) -> Wanted:
    for wanted, pattern in _WANTED:
        if wanted in (Wanted.USE, Wanted.DEFINITION) and not terms:
            continue
        if pattern.search(text):
            return wanted
    bare = fold_name(_ASKING.sub("", text))
    if any(bare in names_of(named.term) for named in terms):  # the name alone asks what it means
        return Wanted.DEFINITION
    return Wanted.FACT


def _place(text: str, documents: Sequence[Document]) -> str | None:
    """The first place of a document that the question names, in full or without its kind."""
    places = [document.metadata.place for document in documents if document.metadata.place]
    return next((place for place in places if place in text or (len(place) > 2 and place[:-1] in text)), None)


def _names(word: str, place: str) -> bool:
    return word in (place, place[:-1])


def _is_place(word: str, tag: str, documents: Sequence[Document]) -> bool:
    """Whether a word is the name of a province, city, district or county that no document is about."""
    if tag != "ns" or len(word) < 3 or word[-1] not in "省市区县州盟旗":
        return False
    return not any(_names(word, document.metadata.place or "") for document in documents)


def _role(text: str) -> Role | None:
    """The part of the report a question points at; None when it points at both or neither."""
    review, plan = _REVIEW.search(text), _PLAN.search(text)
    if bool(review) == bool(plan):
        return None
    return Role.REVIEW if review else Role.PLAN


def _named_terms(text: str, documents: Sequence[Document]) -> tuple[NamedTerm, ...]:
    """Terms whose name or alias stands in the question; one inside a longer one that also stands there is dropped."""
    folded = fold_name(text)
    found: list[tuple[str, NamedTerm]] = []
    for document in documents:
        for term in document.terms:
            name = max((name for name in names_of(term) if name in folded), key=len, default=None)
            if name is not None:
                found.append((name, NamedTerm(term, document.id)))
    return tuple(named for name, named in found if not any(name != other and name in other for other, _ in found))


def content_words(text: str) -> tuple[str, ...]:
    """The words of a text that carry meaning."""
    return tuple(keyword.word for keyword in _keywords(text))


def _keywords(topic: str) -> tuple[Keyword, ...]:
    found: dict[str, float] = {}
    for word, tag in tagged_words(topic):
        importance = _importance(word, tag)
        if importance:
            found.setdefault(word, importance)
    return tuple(Keyword(word, importance) for word, importance in found.items())


def _importance(word: str, tag: str) -> float:
    """Particles, pronouns, prepositions and the like say nothing of the topic; a verb half of what a noun says."""
    if tag == "eng" and word not in _FUNCTION_WORDS:
        return 1.0
    if word in _FUNCTION_WORDS or tag[0] in "urcpyeoxqkh":
        return 0.0
    return 0.5 if tag[0] in "vdmft" else 1.0
