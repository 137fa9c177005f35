"""What a question points back at with 它, 这, 那 or 其, and the names of what was said."""

import re
from itertools import takewhile

from index.words import tagged_words
from rag import wording
from rag.keywords import keywords_of, without_amounts
from rag.quoted import QUOTED_NAME
from rag.shown import MARKER, YEAR_LABEL
from rag.types import Turn

PRONOUN = re.compile(
    r"它们?的?|[这那](?:个|些|项|件|条|座|家|套|块)的?|这(?![里边样会种类方儿块])|(?<![应活本早就也还不])该(?!不该)(?:项目|指标|机制)?|(?<![尤极与])其(?!他|它|中|实|余|次)"
)
_POINTED = re.compile(r"[这那该](?:一)?[个些项件条座家种类套块](?:一)?")
POINTS_BACK = re.compile(
    r"它|其中|(?<![尤极与])其(?![他它余实次])|(?<![应活本早就也还不])该(?!不该)(?:项目|指标|机制|奖)?|上述"
    r"|(?:^|(?<=[那在对除把,，]))以上|前[面头]|刚才|(?:这|那)(?:个|些|项|件|几|里|两|次|条|家|句|一)"
    r"|^(?:那么?)?[这那](?:上[面头]|块(?!地)|事(?!业)|笔)|[这那][块座种类套]|^这(?=能|会|要|得|需)"
    r"|^(?:具体|为什么|为何)|^(?:那么?|这)?(?:里[头面]|当中)|^(?:那么?|现在|目前)*总(?=里程|面积|投资|数|量|额|长|人(?!口))"
)
# Of what was said, unless it goes on to say of what: 「面向哪些人」, 「面向毕业生的岗位有几个」.
_LACKS_SUBJECT = re.compile(
    r"^(?:那么?|都|主要|分别|一共)*(?:涉及|来自|途经|经过|包括|包含|覆盖|分布|位于|惠及|针对|面向|属于)"
    r"|^(?:那么?)?最[大小长短高低多少好早快]的"
)
# 「西城的搞起来没有」
_OF_PLACE = re.compile(
    r"^(?:那么?)?(?:去年|今年|明年)?[^,，的]{1,4}(?:[那这]边)?的(?=呢|有没有|有几|有多少|搞|只有|还有|剩|[一总]共|多少|几)"
)
_ASKS_NAME = re.compile(r"什么|啥|哪|谁")
_FIELD = re.compile(r"(?<![这那个哪些])(?:方面|领域)")
_THIS_FIELD = re.compile(r"[这那](?:个|一)?(?:方面|领域)")
_SEVERAL = re.compile(r"它们|他们|[这那](?:些|几)")  # no one name answers these
_ASKS_OF = re.compile(r"多少|几|哪|什么|啥|谁|怎|如何|[,，]|有没有")
_SHORT_ANSWER = 60  # chars; a longer one speaks of several things


def names_something(text: str) -> bool:
    """Whether a text has a noun of two characters or more that is no word of asking, time or doing."""
    return bool(nouns_of(text))


def nouns_of(text: str) -> tuple[str, ...]:
    """The names and nouns that tell a topic."""
    for words in (wording.TIME, wording.DOING, wording.ASKING):
        text = words.sub(",", text)
    return tuple(each.word for each in keywords_of(text) if each.importance == 1 and len(each.word) > 1)


def told_in(answer: str) -> str:
    """What a short answer speaks of, without its year and its figures: 「有，深化了对口帮扶」; empty if of nothing."""
    said = YEAR_LABEL.sub("", MARKER.sub("", answer)).strip("。 ")
    if len(said) > _SHORT_ANSWER or "。" in said or "\n" in said:
        return ""
    bare = without_amounts(said).strip(" ,，")
    return bare if nouns_of(bare) else ""


def lacks_subject(question: str, said: str) -> bool:
    """Whether a question opens with what is said of something, but not of what: 「涉及哪些县」, 「西城的有几家」."""
    found = _LACKS_SUBJECT.search(question)
    if found:
        return not names_something(_ASKS_OF.split(question[found.end() :])[0])
    found = _OF_PLACE.search(question)
    nouns = nouns_of(question[found.end() :]) if found else ()
    return found is not None and all(noun in said for noun in nouns)


def with_field(question: str, about: str) -> str:
    """A question with the field that 「这方面」 points at written out: 「养老方面」."""
    field = _FIELD.search(about)
    if field is None or not _THIS_FIELD.search(question):
        return question
    words = takewhile(
        lambda each: each[1][0] in "nvjlb" and len(each[0]) > 1, reversed(tagged_words(about[: field.start()]))
    )
    name = "".join(reversed([word for word, _ in words]))
    return _THIS_FIELD.sub(f"{name}{field.group()}", question, count=1) if name else question


def noun_pointed_at(question: str) -> str:
    """「街」 of 「这条街」, 「社区」 of 「那个社区」."""
    found = _POINTED.search(question)
    words = tagged_words(question[found.end() :])[:3] if found else ()
    return next((word for word, tag in words if tag[0] == "n"), "")


def name_said(question: str, about: str, last: Turn) -> str:
    """What a question points at that was asked for, or is called so: 「这条街」 is the street that was named."""
    if _SEVERAL.search(question):
        return ""
    noun = noun_pointed_at(question)
    answer = MARKER.sub("", last.answer)
    for said in (answer, about):
        named = [name for name in _names_in(said) if noun and name.endswith(noun) and name != noun]
        if named:
            return named[0]
    quoted = [name for name in QUOTED_NAME.findall(answer) if name not in about]
    points_back = any(words.search(question) for words in (POINTS_BACK, _LACKS_SUBJECT, _OF_PLACE))
    if not (points_back and _ASKS_NAME.search(last.question)):
        return next(reversed(QUOTED_NAME.findall(last.question)), "") if PRONOUN.search(question) else ""
    others = [name for name in _names_in(answer) if name not in about and len(name) > 2]
    return max(quoted or others, key=len, default="")


def _names_in(text: str) -> list[str]:
    """The runs of nouns in a text."""
    names = [""]
    for word, tag in tagged_words(text):
        if tag[0] in "njlb" or tag in ("vn", "zg"):
            if f"{names[-1]}{word}" not in text:
                names.append("")
            names[-1] += word
        elif names[-1]:
            names.append("")
    return [name for name in names if name]
