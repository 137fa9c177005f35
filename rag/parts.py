"""A question that asks several things at once becomes several questions, each standing alone."""

import re
from collections.abc import Sequence
from itertools import takewhile

from index.words import tagged_words
from rag import wording
from rag.another_year import PERIOD, in_period, untimed
from rag.asking_clauses import (
    MOST_PARTS,
    WHEN_DONE,
    asking_clauses,
    asks_of_another,
    is_asking,
    is_dismissed,
    names_a_topic,
    undismissed,
    without_joint,
)
from rag.calculation import BACKWARDS, works_out_earlier
from rag.each_year import asked_in_turn, asks_only_of_a_year
from rag.exchange import asked_of, beside, topic_of
from rag.followup import standalone
from rag.leaning import leans
from rag.places import places_said
from rag.pointing import PRONOUN
from rag.quoted import QUOTED
from rag.types import Turn

_SENTENCE = re.compile(r"[^?？;；。!！\n]+[?？;；。!！\n]*")
_KIND_ASKED = re.compile(r"哪一?[个座家条所位栋片项处]([\u3400-\u9fff]{1,4})")
_NAME_CHARS = 3
_ASKS = re.compile(r"多少|几|多[大高长快]|什么|啥|哪|怎")
_MEASURED = re.compile(r"占比|比[重例]|增[速幅]|涨幅|总?[量值额]$|人?数量?$")
_SAME_YEAR = re.compile(r"(?:这|那|当|同)一?年(?![轻度初])")
_IT = re.compile(r"它(?!们)的?")
_MEASURES = re.compile(r"面积|规模|[总额]?投资额?|金额|数量|人数|里程|长度|名[字称]|比例|占比|增速|总[数额量]")
_UNIT_BEHIND = re.compile(r"^(?:多少|几)(?:公里|[个家户座条所项件台辆场张栋亩人名])$")
_POINT_BACK = (PRONOUN, re.compile(r"^(?:那么?|其中)|上述|以上|[这那]|的有?(?:多少|几)"))
_OWN_CHARS = 4
_OF_ANOTHER = re.compile(r"^(?:那么?|还有)?|的?呢[,，?？。]*$")
# What a part that says nothing of what it is of begins with: 「占全省几成」.
_GOES_ON = re.compile(r"(?:又|还|大概|大约|约)*(?:占(?!地)|居|排在?|位列|位居|同比)")
_COUNTED_SUBJECT = re.compile(r"([\u3400-\u9fff]{2,}?)(?:又|还|总共|一共)*有(?:多少|几)(?=[\u3400-\u9fff])")
_COMPARED = re.compile(r"比[^,，。?？]{0,12}[多少高低大小](?:了|一?些)?(?:还是|吗|没|[?？]|$)")
# What is asked of both of two that a part before asks for: 「…今年打算干多少？哪年力度大」.
_ONLY_WEIGHS = re.compile(
    r"^(?:那么?)?(?:(?:哪[一个年头边样]*|谁)(?:的?[力幅]度|的?数[量字]?)?更?[多高大长快少低小慢]|(?:目标|两[个年者]|这)?(?:各(?:自|是|有)*|是?[调加提]?[多高大快][码了]*还是[调减降]?[少低小慢]?)了?)"
    r"(?:是|有)*(?:多少[\u3400-\u9fff]{0,2}|一?[点些])?[?？。!！]*$"
)
_WEIGHS_BOTH = re.compile(r"[,，;；]是?[\u3400-\u9fff]{1,3}了?还是[\u3400-\u9fff]{1,3}了?[?？。]*$")
# A long story ends in what its teller wants to know.
_WANT_TO_KNOW = r"(?:想|要)(?:请?问|知道|晓得|了解|打听)"
_POINT = re.compile(rf"^.{{12,}}{_WANT_TO_KNOW}(?:一[下句]|[下哈]|清楚)*(?:的是)?[,，:：]?")
_FEWEST_CHARS = 5
# Why one asks: 「我想看有没有我们小区」.
_WHY = re.compile(
    r"^(?:[我咱俺]们?)?(?:[就也只好]|想|要|来|去)*[看瞧查核对][一下看查核对照]*(?:有没有|在不在|是不是|算不算|轮不轮)[^?？]*[我咱俺][^?？]*$"
)
# Of which years: 「…几个？去年的水平和今年的目标都说说」.
_YEAR = r"(?:去年|上年|今年|明年|(?:19|20)\d{2}年)"
_AND_OF_YEARS = re.compile(
    rf"[,，?？。;；](?:把|请)?(?:(?P<one>{_YEAR})[^,，?？。;；]{{0,6}}?(?:和|与|跟|、|及|还有))?(?P<other>{_YEAR})[^,，?？。;；]{{0,6}}?"
    r"[都也各](?:[说讲列报要]|告诉)[^,，?？。;；]{0,4}[。!！]*$"
)
_IS_NOW = re.compile(r"现在|目前|眼下|至今|迄今")
_IS_OVER = re.compile(r"刚(?![性柔需])|已经?|累计|(?<=[\u3400-\u9fff])(?<![除为])了(?![解结却])")
_PLACE_OF_WHICH = re.compile(
    r"哪[^,，?？]{1,6}在[\u3400-\u9fff]{2,3}"
)  # 「哪个国家在成都设馆」 is no question about 成都
# 「…力度是不是收了？拿去年和今年的数比比看」
_HELD_AGAINST = re.compile(
    rf"[?？。;；](?:请|就|你|帮我)*(?:拿|把|对照|比较|对比|用)(?:一下)?(?P<one>{_YEAR})[^,，?？。]{{0,8}}(?:和|跟|与|同)(?P<other>{_YEAR})"
    r"[^,，?？。]{0,10}[比说看讲][^,，?？。]{0,4}[。!！]*$"
)
# 「今年提高没有？跟去年的数比比」
_HELD_AGAINST_ONE = re.compile(
    rf"[?？。;；](?:请|就|你|帮我|再)*(?:跟|和|与|同|比起?|对照|对比|比较)(?P<year>{_YEAR})的?[^,，?？。]{{0,8}}(?:比|对照|对比|比较|看|说)[^,，?？。]{{0,4}}[。!！]*$"
)
_BROKEN_OFF = re.compile(r"^[^,，。;；]{0,14}[,，。;；]")  # the clause that the end of a story begins within
_LONG_CHARS, _END_CHARS = 50, 30  # of a story, and of its end: one question of a resident has 15 to 30


def parts_of(question: str) -> tuple[str, ...]:
    """The questions in ``question``, in order, without sentences that neither ask nor say what is asked about."""
    against = _HELD_AGAINST.search(question)
    if against is not None:
        return (f"{question[: against.start()]},{against['one']}和{against['other']}比,各是多少?",)
    against_one = _HELD_AGAINST_ONE.search(question)
    own = PERIOD.search(question[: against_one.start()]) if against_one is not None else None
    if against_one is not None and own is not None and own.group() != against_one["year"]:
        return (f"{question[: against_one.start()]},{own.group()}和{against_one['year']}比,各是多少?",)
    of_years = _asked_of_years(question) or asked_in_turn(question)
    if of_years:
        return of_years
    if BACKWARDS.search(question) or works_out_earlier(question):  # 「前一年大概是多少？用增速折回去」
        return (question,)
    sentences = [sentence for sentence in _SENTENCE.findall(question) if not _WHY.search(sentence)] or [question]
    told = _POINT.match(question)
    if told is None:
        sentences = [clause for sentence in sentences for clause in _timed_and_placed(asking_clauses(sentence))]
    else:
        first, *others = _timed_and_placed(asking_clauses(question[told.end() :] or question))
        sentences = [question[: told.end()] + first, *others] if others else sentences
    parts = _asking_sentences(sentences)
    if not 0 < len(parts) <= MOST_PARTS:
        return (question,)
    alone = [parts[0]]
    for part in parts[1:]:
        alone.append(_after(undismissed(alone[-1].rstrip(",，")), without_joint(part)))
    wanted = tuple(each for part, each in zip(parts, alone, strict=True) if not is_dismissed(part))
    return wanted or tuple(alone)


def _asking_sentences(sentences: Sequence[str]) -> list[str]:
    """The sentences that ask for something, each behind those that only tell what it leans on."""
    parts: list[str] = []
    said = ""
    for sentence in sentences:
        if parts and _ONLY_WEIGHS.match(sentence):
            parts[-1] += sentence
        elif is_asking(sentence):
            parts.append((said + sentence if leans(sentence) else sentence).strip())
            said = ""
        else:
            said += sentence
    return parts


def _asked_of_years(question: str) -> tuple[str, ...]:
    """The question asked of each year that its tail names, beside its own: 「…几个？去年和今年的都说说」."""
    tail = _AND_OF_YEARS.search(question)
    if tail is None:
        return ()
    asked = question[: tail.start()].strip() + "?"
    own = PERIOD.search(asked) is not None
    if own is (tail["one"] is not None) or not wording.ASKS.search(asked[:-1]):
        return ()
    return (asked if own else in_period(asked, tail["one"]), in_period(asked, tail["other"]))


def _after(before: str, part: str) -> str:
    """A part of a question as it stands alone, behind the part ``before``."""
    name = QUOTED.search(before)
    of_name = name is not None and not any(words.search(part) for words in (QUOTED, PRONOUN))
    is_own = _counts_its_own(part) or _says_its_own(part) or (leans(part) and wording.TIME.search(part) is not None)
    if name is not None and of_name and not is_own:
        return f"{name.group()}{part}"
    period, asked = PERIOD.search(part), PERIOD.search(before)
    if period is not None and asked is not None and period.group() != asked.group() and _is_asked_of_a_year(part):
        return in_period(before, period.group())
    if asks_of_another(part):
        return _of_subject(part, before) or standalone(part, [Turn(before, "")])
    return _of_what_it_leans_on(before, part)


def _of_what_it_leans_on(before: str, part: str) -> str:
    """A part of a question with what it takes from the one before written out; as it is where it names its own."""
    part = _with_subject(before, part)
    if _GOES_ON.match(part):
        return beside(before, part)
    if leans(part) and not _says_its_own(part):
        return standalone(part, [Turn(before, "")])
    if names_a_topic(part):
        return part
    return asked_of(untimed(before) if WHEN_DONE.search(part) else before, part)


def _dated(part: str, before: str) -> str:
    """A part with the year of the one before for 「这一年」."""
    period = PERIOD.search(before)
    return part if period is None else _SAME_YEAR.sub(period.group(), part)


def _with_subject(before: str, part: str) -> str:
    """A part with the thing that the one before begins with for 它, and its year for 这一年."""
    part = _dated(part, before)
    words = tagged_words(PERIOD.sub(",", before[: asking.start()] if (asking := _ASKS.search(before)) else before))
    subject = "".join(word for word, _ in takewhile(lambda each: each[1][0] in "njlb" or each[1] in ("vn", "f"), words))
    return _IT.sub(subject, part) if len(subject) >= _NAME_CHARS else part


def _says_its_own(part: str) -> bool:
    """Whether a part says what it is about before it asks, and points at nothing: 「居民通办的几项」."""
    asking = _ASKS.search(part)
    head = wording.DOING.sub("", _MEASURES.sub("", PERIOD.sub("", part[: asking.start()] if asking else "")))
    says = len(head) >= _OWN_CHARS and any(tag[0] in "nj" and len(word) > 1 for word, tag in tagged_words(head))
    return says and names_a_topic(head) and not any(words.search(part) for words in _POINT_BACK)


def _of_subject(part: str, before: str) -> str | None:
    """What is asked of the thing that a question begins with, asked of another: 「李村河评上啥了」, 「步行街呢」.

    None where nothing is said of that thing but how much it is.
    """
    asking = _ASKS.search(before)
    period = PERIOD.match(before)
    head = before[period.end() if period else 0 : asking.start() if asking else 0]
    words = [(word, tag) for word, tag in tagged_words(head) if word in head]
    last = max((at for at, (word, tag) in enumerate(words) if tag[0] in "nj" and not _MEASURED.match(word)), default=-1)
    said = "".join(word for word, _ in words[last + 1 :])
    if last < 0 or asking is None or not said or not head.endswith(said):
        return None
    other = _OF_ANOTHER.sub("", part)
    asks = _UNIT_BEHIND.sub("多少", before[asking.start() :].rstrip("?？。"))
    return f"{period.group() if period else ''}{other}{said}{asks}?"


def _is_asked_of_a_year(part: str) -> bool:
    """Whether a part asks what the one before does, of another year: 「今年的目标又是多少」."""
    for place in places_said(part):
        part = part.replace(place, "")
    asks = wording.HOW_MANY.search(part) is not None or _COMPARED.search(part) is not None
    return asks and not PRONOUN.search(part) and asks_only_of_a_year(part)


def _counts_its_own(part: str) -> bool:
    """Whether a part counts what it names itself: 「返乡的商人又有多少家」."""
    subject = _COUNTED_SUBJECT.match(part)
    return subject is not None and names_a_topic(subject[1])


def asked_of_name(before: str, part: str, answer: str) -> tuple[str, str] | None:
    """A later part asked of the name that the answer to the part before gave, and that name; None if it gave none."""
    name = _name_given(before, answer)
    topic = topic_of(untimed(before) if PERIOD.search(part) else before)
    if not name or topic not in part:
        return None
    return part.replace(topic, name), name


def asked_of_topic(before: str, part: str) -> str | None:
    """A later part asked of what the part before is about; None where it names something of its own."""
    asked = _WEIGHS_BOTH.sub("", part)
    return None if names_a_topic(asked) else beside(before, asked)


def _name_given(question: str, answer: str) -> str:
    """The first name in an answer that a question did not say, of the kind it asks for: 「哪座桥」."""
    asked = _KIND_ASKED.search(question)
    if asked is None:
        return ""
    kind = next((word for word, tag in tagged_words(asked[1]) if tag[0] == "n"), "")
    names = _names_in(answer, question)
    of_kind = (name for name in names if kind and name[-1] == kind[-1])
    first = names[0] if names and answer.startswith(names[0]) else ""  # what a sentence opens with, it is about
    return next(of_kind, first)


def _names_in(answer: str, question: str) -> list[str]:
    """The runs of nouns of three characters or more in an answer, from the first word on that the question lacks."""
    runs = [""]
    for word, tag in tagged_words(answer):
        if tag[0] in "njzxq" and (runs[-1] or word not in question):
            runs[-1] += word
        elif runs[-1]:
            runs.append("")
    return [run for run in runs if len(run) >= _NAME_CHARS and run in answer and run not in question]


def points_of(question: str) -> tuple[str, ...]:
    """What a long story may come down to: what its teller wants to know (「…我就想问，路修了几公里」), or its end."""
    told = _POINT.match(question)
    points = [question[told.end() :]] if told else []
    if len(question) >= _LONG_CHARS:
        points.append(_BROKEN_OFF.sub("", question[-_END_CHARS:]))
    return tuple(point for point in points if wording.ASKS.search(point) and len(point) >= _FEWEST_CHARS)


def _timed_and_placed(clauses: Sequence[str]) -> tuple[str, ...]:
    """The clauses of a sentence, the later ones with the time and the place of the one before that says a time."""
    timed = [clauses[0]]
    for clause in clauses[1:]:
        timed.append(_with_time_and_place(clause, timed[-1] if PERIOD.search(timed[-1]) else clauses[0]))
    return tuple(timed)


def without_what_was_added(part: str, question: str) -> str | None:
    """A later part as the question says it, where the time or the place of another was put before it; else None."""
    own = untimed(part).strip("?？,， ")
    if own not in question:
        own = own.removeprefix(next(places_said(own), ""))
    return own if own in question and part.strip("?？,， ") not in question else None


def _with_time_and_place(part: str, first: str) -> str:
    """A later part with the year and the place of the first, which it goes on about unless it says others."""
    if asks_of_another(part := _dated(without_joint(part), first)):
        return part
    tenses = [words for words in (wording.PLAN, wording.REVIEW) if words.search(part)]
    is_over = _IS_NOW.search(part) or (wording.PLAN.search(first) and _IS_OVER.search(part))
    has_time = (
        is_over is not None or PERIOD.search(part) is not None or any(not words.search(first) for words in tenses)
    )
    period = None if has_time else PERIOD.search(first)
    place = "" if any(places_said(part)) else next(places_said(_PLACE_OF_WHICH.sub("", first)), "")
    return f"{place}{period.group() if period else ''}{part}"
