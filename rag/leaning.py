"""Whether a question leans on the conversation: it points back, or names no topic of its own."""

import re

from rag import wording
from rag.exchange import ASKED_OF_IT, WHICH
from rag.keywords import content_words
from rag.pointing import POINTS_BACK, lacks_subject, names_something, noun_pointed_at
from rag.quoted import QUOTED_NAME
from rag.types import Turn

_OWN_CHARS = 3  # of content: 「改了几个」 has one, 「空气质量怎么样」 four
_VERB_CHARS = 5  # of verbs alone: 「要保住多少、打多少」
_FIELD_OF_WORK = re.compile(
    r"[就创]业|招商|[进出]口|消费|投资|培训|养老|托育|脱贫|救助|审批|绿化|办结|签约"
)  # verbs to the tagger
_LEANS = re.compile(
    r"^(?:那么?|还有|另外|其中|具体|为什么|为何|然后|它|其|这|该|上述|以上)|(?:它|这个|那个|该项目|这项|这些|其中)"
)
THEN = re.compile(
    r"^(?:(?:那么?|然后)|(?:还有|另外|再问一?下?|对了)(?![一二两三四五六七八九十几\d]))[,，]?(?![个些项件里次条家句几两一块座种类套边头])"
)
_IN_ENGLISH = re.compile(r"^[^\u3400-\u9fff]{25,}$")
# What anything has: 「多少家庭沾了光」, 「哪些行业」, 「照规划」 name no topic.
_OF_ANYTHING = re.compile(
    r"沾了?光|受益|惠及|受惠|(?:多少|几)(?:[个户])?(?:家庭|人家|居民|群众|百姓|住户)|(?<=哪些)(?:行业|领域|单位|部门|企业|公司|项目|地方|城市|区县|县市|国家|省份)"
    r"|[照按](?:规划|计划|目标)|牌子|位置|名字|名单|^(?:那么?|大概|大约)*(?:能|要)?[占比][到了过]?全[国省市区县州]的?"
)
# What there is of any figure: 「离预期目标的差距有多大」, 「前一年的结果是多少」.
_OF_ANY_FIGURE = re.compile(
    r"(?:预期|计划|预定|年度)?(?:目标|任务|指标)(?!考核|责任)|(?:实际|计划|目标|完成|预期)(?:数字?|值|水平|完成|达到)|差[距额]|缺口|起点|基数|年底|年末|年份|年度"
    r"|(?:新|之前那?|接下来|再往前)一?年度?|出入|数[据字值]|新闻|结果"
)
# 「教育方面有哪些安排」 says what it is about; 「这方面」 does not.
_FIELD = re.compile(r"(?:(?![这那哪些])[\u3400-\u9fff]){2}(?:方面|领域)|[岁元级]以上[\u3400-\u9fff]")


def leans(question: str) -> bool:
    """Whether a question names nothing to be asked about, or points back with 它, 这, 那 or 呢."""
    topic = wording.ASKING.sub(" ", wording.TIME.sub(" ", question))
    return (
        re.search(r"呢[?？。]*$", question) is not None
        or _LEANS.search(question) is not None
        or sum(len(word) for word in content_words(topic)) < _OWN_CHARS
    )


def is_elliptical(question: str, last: Turn) -> bool:
    """Whether a question points at what was said before it, or names no topic of its own."""
    if any(words.search(question) for words in (wording.COVER_WHO, wording.COVER_WHEN, wording.COVER_NUMBER)):
        return False
    if _points_back(question, f"{last.question}{last.answer}"):
        return True
    if any(words.search(question) for words in (_FIELD, _IN_ENGLISH, QUOTED_NAME)):
        return False
    own = own_words(question)
    chars = sum(map(len, content_words(own)))
    return chars < _OWN_CHARS or (chars <= _VERB_CHARS and not names_something(own) and not _FIELD_OF_WORK.search(own))


def _points_back(question: str, said: str) -> bool:
    """Whether a pronoun has nothing in its own question to stand for; 「那个X」 of what was not said is its own."""
    if lacks_subject(question, said):
        return True
    found = POINTS_BACK.search(question)
    if found is None or names_something(before := question[: found.start()]) or QUOTED_NAME.search(before):
        return False
    if found.group() in ("为什么", "为何", "具体"):
        return not names_something(own_words(question))
    noun = noun_pointed_at(question)
    return not (found.group().startswith("那") and noun and noun not in said)


def own_words(question: str) -> str:
    """A question's own words: not of time or asking, nor what may be asked of anything (增长, 排第几, 哪些行业)."""
    own = question
    for words in (THEN, _OF_ANYTHING, _OF_ANY_FIGURE, WHICH, wording.TIME, wording.ASKING, ASKED_OF_IT):
        own = words.sub(",", own)  # the words on both sides of what is left out are none together
    return own
