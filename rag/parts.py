"""A question that asks several things at once becomes several questions, each standing alone."""

import re
from collections.abc import Sequence

from index.words import tagged_words
from rag import wording
from rag.another_year import in_period, untimed
from rag.calculation import BACKWARDS, TOGETHER, works_out_earlier
from rag.each_year import asked_in_turn, asks_only_of_a_year
from rag.exchange import beside, topic_of
from rag.followup import ASKED_OF_IT, PERIOD, asked_of, leans, standalone
from rag.keywords import keywords_of
from rag.places import places_said
from rag.pointing import PRONOUN
from rag.select import QUOTED
from rag.types import Turn

# More are one rambling question; each part costs a search.
_MOST_PARTS = 4
_SENTENCE = re.compile(r"[^?？;；。!！\n]+[?？;；。!！\n]*")
_CLAUSE = re.compile(r"[^,，]+[,，]*")
# 「开几段、绿道修几公里」: two clauses, though no comma parts them.
_LISTED_CLAUSE = re.compile(
    rf"((?:多少|(?<![好哪])几)(?:[^,，、?？]{{0,13}}[^,，、?？级类])?)、(?!{PERIOD.pattern})(?=[^,，、?？]{{3,}}(?:多少|(?<!好)几)|(?:多少|几)[^,，、?？]{{5,}})"
)
# Words that ask for something of their own; not those that end a question (吗, 呢) or weigh two sides.
_ASKS_FOR = re.compile(
    r"多少|(?<![好哪])几(?!乎|年来|[十百]年)|好多(?=个|家|人|次|头|亩|公里|万)|多[大高长快远]|什么|啥|哪|怎么|怎样|如何|咋|谁"
    r"|(?![是对好])([\u3400-\u9fff])不\1|(?:能|会|还|接着)[^,，]{1,5}(?:不|没有?|吗)[?？。]*$|了没有?[,，?？]"
    r"|(?:目标|人数|人次|数量|总额|比例|占比|增速)(?:又|各|分别)?是[?？。]*$"
)
_KIND_ASKED = re.compile(r"哪一?[个座家条所位栋片项处]([\u3400-\u9fff]{1,4})")
_CHANGED = re.compile(r"[涨增升降跌]了|百分点")  # names nothing: 「涨了几个百分点」
_NAME_CHARS = 3
_COUNTED_SUBJECT = re.compile(r"([\u3400-\u9fff]{2,}?)(?:又|还|总共|一共)*有(?:多少|几)(?=[\u3400-\u9fff])")
_AGAIN = re.compile(r"又(?:是|有|要|准备|打算|给|[\u3400-\u9fff]了)")  # another figure: 「渔业产量多大,增速又是多少」
_IDLE = re.compile(r"无论如何|不管怎么[样说]?|没什么|怎么(?:回事|说呢?)|不知道怎么|谁(?:来|能)告诉我|[哪啥什么]+都")
# What is asked of two figures together, or of what a clause before supposes, is one question.
_ASKED_TOGETHER = re.compile(
    rf"{TOGETHER}|相比|对比|比较|相差|差|平均|倍|更(?!新)|(?<!几)比(?!如|例|重)|占|各(?=[是有为新计多增自])|哪一?年|如果|要是|假如|按|照|听说|据说"
)
# 「…,今年定的少了几公里」: than the year before.
_MORE_THAN_BEFORE = re.compile(
    rf"^(?:那么?)?(?:{PERIOD.pattern})(?:的|定|目标|计划|打算|准备|安排|想|要|实际|又|还)*[多少高低](?:了|出)?(?:多少|几)"
)
_COMPARED = re.compile(r"比[^,，。?？]{0,12}[多少高低大小](?:了|一?些)?(?:还是|吗|没|[?？]|$)")
_IN_ALL = re.compile(
    r"[总一]共(?![同享])|平均(?:下来)?[每一]一?[百千万]?个?[百千万]?人|占(?:比|[^,，。]{0,8}(?:比重|比例))[^,，。]{0,6}(?:多少|几)"
)
_WHEN_DONE = re.compile(r"(?:什么时候|啥时候|何时|几时|哪一?年|多久)才?能?[^,，]{0,3}(?:[建修完通开投用]|竣工)")
_SEVERAL = re.compile(r"[两三四五六](?:项|类|样|种|者|块|头|边|年|个)|加(?:上|在|起)|这些|它们|都|各")
# What is asked of both of two that a part before asks for: 「…今年打算干多少？哪年力度大」.
_ONLY_WEIGHS = re.compile(
    r"^(?:那么?)?(?:(?:哪[一个年头边样]*|谁)(?:的?[力幅]度|的?数[量字]?)?更?[多高大长快少低小慢]|(?:目标|两[个年者]|这)?(?:各(?:自|是|有)*|是?[调加提]?[多高大快][码了]*还是[调减降]?[少低小慢]?)了?)"
    r"(?:是|有)*(?:多少[\u3400-\u9fff]{0,2}|一?[点些])?[?？。!！]*$"
)
_WEIGHS_BOTH = re.compile(r"[,，;；]是?[\u3400-\u9fff]{1,3}了?还是[\u3400-\u9fff]{1,3}了?[?？。]*$")
# A long story ends in what its teller wants to know.
_WANT_TO_KNOW = r"(?:想|要)(?:请?问|知道|晓得|了解|打听)"
_POINT = re.compile(rf"^.{{12,}}{_WANT_TO_KNOW}(?:一[下句]|[下哈]|清楚)*(?:的是)?[,，:：]?")
_COST = re.compile(r"多少钱|花(?:了|费)?多少")  # of what a clause before counts, told or not by itself
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
# 「…力度是不是收了？拿去年和今年的数比比看」
_HELD_AGAINST = re.compile(
    rf"[?？。;；](?:请|就|你|帮我)*(?:拿|把|对照|比较|对比|用)(?:一下)?(?P<one>{_YEAR})[^,，?？。]{{0,8}}(?:和|跟|与|同)(?P<other>{_YEAR})"
    r"[^,，?？。]{0,10}[比说看讲][^,，?？。]{0,4}[。!！]*$"
)
_BROKEN_OFF = re.compile(r"^[^,，。;；]{0,14}[,，。;；]")  # the clause that the end of a story begins within
_LONG_CHARS, _END_CHARS = 50, 30  # of a story, and of its end: one question of a resident has 15 to 30


def parts_of(question: str) -> tuple[str, ...]:
    """The questions in ``question``, in order, without sentences that neither ask nor say what is asked about."""
    against = _HELD_AGAINST.search(question)
    if against is not None:
        return (f"{question[: against.start()]},{against['one']}和{against['other']}比,各是多少?",)
    of_years = _asked_of_years(question) or asked_in_turn(question)
    if of_years:
        return of_years
    if BACKWARDS.search(question) or works_out_earlier(question):  # 「前一年大概是多少？用增速折回去」
        return (question,)
    sentences = [sentence for sentence in _SENTENCE.findall(question) if not _WHY.search(sentence)] or [question]
    if not _POINT.match(question):
        sentences = [clause for sentence in sentences for clause in _asking_clauses(sentence)]
    parts = _asking_sentences(sentences)
    if not 0 < len(parts) <= _MOST_PARTS:
        return (question,)
    alone = [parts[0]]
    for part in parts[1:]:
        alone.append(_after(alone[-1], part))
    return tuple(alone)


def _asking_sentences(sentences: Sequence[str]) -> list[str]:
    """The sentences that ask for something, each behind those that only tell what it leans on."""
    parts: list[str] = []
    said = ""
    for sentence in sentences:
        if parts and _ONLY_WEIGHS.match(sentence):
            parts[-1] += sentence
        elif any(words.search(sentence) for words in (wording.ASKS, wording.HOW_MANY)):
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
    if name is not None and of_name and not (leans(part) and wording.TIME.search(part)) and not _counts_its_own(part):
        return f"{name.group()}{part}"
    period, asked = PERIOD.search(part), PERIOD.search(before)
    if period is not None and asked is not None and period.group() != asked.group() and _is_asked_of_a_year(part):
        return in_period(before, period.group())
    if leans(part):
        return standalone(part, [Turn(before, "")])
    if _names_something(part):
        return part
    return asked_of(untimed(before) if _WHEN_DONE.search(part) else before, part)


def _is_asked_of_a_year(part: str) -> bool:
    """Whether a part asks what the one before does, of another year: 「今年的目标又是多少」."""
    for place in places_said(part):
        part = part.replace(place, "")
    asks = wording.HOW_MANY.search(part) is not None or _COMPARED.search(part) is not None
    return asks and not PRONOUN.search(part) and asks_only_of_a_year(part)


def _counts_its_own(part: str) -> bool:
    """Whether a part counts what it names itself: 「返乡的商人又有多少家」."""
    subject = _COUNTED_SUBJECT.match(part)
    return subject is not None and _names_something(subject[1])


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
    return None if _names_something(asked) else beside(before, asked)


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


def _names_something(part: str) -> bool:
    topic = part
    for words in (ASKED_OF_IT, wording.TIME, wording.DOING, wording.ASKING, _CHANGED):
        topic = words.sub(" ", topic)
    return any(keyword.importance == 1 and len(keyword.word) > 1 for keyword in keywords_of(topic))


def _asking_clauses(sentence: str) -> tuple[str, ...]:
    """A sentence cut behind each clause that asks for something of its own, where several do."""
    parts: list[str] = []
    said = ""
    for clause in _CLAUSE.findall(_LISTED_CLAUSE.sub(r"\1,", sentence)):
        said += clause
        if not _ASKS_FOR.search(_IDLE.sub("", clause)):
            continue
        if parts and not _is_of_its_own(said, parts[-1]):
            parts[-1] += said
        else:
            parts.append(said)
        said = ""
        if len(parts) > _MOST_PARTS:
            break
    if not 1 < len(parts) <= _MOST_PARTS or _asks_together(sentence, parts):
        return (sentence,)
    parts[-1] += said
    return (parts[0], *(_with_time_and_place(part, parts[0]) for part in parts[1:]))


def _asks_together(sentence: str, parts: Sequence[str]) -> bool:
    """Whether what several clauses ask for is weighed or summed.

    「一共」 sums nothing where each clause names what it counts: 「地铁开几段，新修的绿道一共几公里」.
    """
    if _MORE_THAN_BEFORE.match(parts[-1]):
        return True
    each_its_own = not _SEVERAL.search(sentence) and all(
        _names_something(_ASKS_FOR.split(_IDLE.sub("", part), maxsplit=1)[0]) for part in parts
    )
    return _ASKED_TOGETHER.search(_IN_ALL.sub("", sentence) if each_its_own else sentence) is not None


def _with_time_and_place(part: str, first: str) -> str:
    """A later part with the year and the place of the first, which it goes on about unless it says others."""
    tenses = [words for words in (wording.PLAN, wording.REVIEW) if words.search(part)]
    has_time = PERIOD.search(part) is not None or any(not words.search(first) for words in tenses)
    period = None if has_time else PERIOD.search(first)
    place = "" if any(places_said(part)) else next(places_said(first), "")
    return f"{place}{period.group() if period else ''}{part}"


def _is_of_its_own(clause: str, before: str) -> bool:
    """Whether a clause asks for something else than more of the same: 「GDP是多少，增长了多少」 is one question."""
    asks_in_kind = bool(wording.FIGURE.search(clause)) == bool(wording.FIGURE.search(before))
    own = (words.search(clause) for words in (wording.TIME, _AGAIN))
    costs = _COST.search(clause) is not None and _COST.search(before) is None
    when = _WHEN_DONE.search(clause) is not None and _WHEN_DONE.search(before) is None
    return not asks_in_kind or costs or when or any(own) or _names_something(clause)
