"""The question before, asked of another year: what was done is asked of as intended, and the other way round."""

import re
from itertools import takewhile

import rjieba

from index.words import tagged_words
from rag import wording
from rag.pointing import names_something
from rag.question import years_of

PERIOD = re.compile(
    r"(?:19|20)\d{2}年?底?|\d{2}年|去年底?|今年|本年度|明年|上一?年|(?<![目以之提当此史年战会节])前年(?![均产度])|(?<![十几数百两三])来年|过去一年|(?:之?前|头|(?<![乡之以今])[下后])一年(?!轻)|第二年|[一两二三四五六七八九十]年(?:之|以)?[前后]"
)
# 「跟去年比少了多少」: what was asked about, in both years.
_AGAINST_YEAR = re.compile(
    rf"^(?:那么?)?[,，]?(?:跟|和|与|同|比起?|较)(?P<year>{PERIOD.pattern})(?:的|实际|实绩|完成|计划|目标|水平|情况|数字?)*(?:相?比(?:起来|较)?)?"
    r"[,，]?(?P<asks>[^,，]*?)呢?[?？。]*$"
)
# 「那2031年的目标比这个多多少」: the year asked about before is what 这个 is of.
_AGAINST_THAT = re.compile(
    rf"^(?:那么?)?[,，]?(?P<year>{PERIOD.pattern})(?:的|目标|计划|打算|准备|要|想|定|实际|实绩)*(?:比|跟|和|与|同|较)"
    r"(?:这个?|那个?|它|刚才[^,，]{0,4}?|上面[^,，]{0,3}?)(?:数字?|水平)?(?:相?比)?[,，]?(?P<asks>[多少高低差涨快慢翻][^,，]*?(?:多少|几)[^,，]*?)呢?[?？。]*$"
)
# 「今年要多签多少」: how much more than in the year asked about before.
_MORE_IN_YEAR = re.compile(
    rf"^(?:那么?|然后)?[,，]?(?P<year>{PERIOD.pattern})(?:的|目标|计划|打算|准备|预计|要|想|得|能|会|又|还)*"
    r"(?P<asks>[多少](?![多少几])[出加增]?[\u3400-\u9fff]{0,2}?(?:了|出)?(?:多少|几)[^,，]{0,4}?)呢?[?？。]*$"
)
_GROWTH = re.compile(r"增[长速幅]|涨幅|涨了?多少")
_PERIODS = re.compile(rf"(?:{PERIOD.pattern})的?")
# 「去年这个数是多少」 of the figure that was told: 「去年是多少」.
_THAT_FIGURE = re.compile(
    r"(?:[这那该](?:一|个|项)*|同[一样](?:个|项)?的?|它的?)(?:数[字据值]?|指标|目标|水平|比[例重]|增[速幅]|规模|成绩)(?=[^,，]{0,6}(?:多少|几))"
)
_NEXT_TO = (  # years told by the one that was asked about, and how far they are from it
    (re.compile(r"(?:之?前|头|上)一年(?!级)"), -1),
    (re.compile(r"(?:下|后)一年(?!级)|第二年"), 1),
    *(
        (re.compile(rf"{numeral}年(?:之|以)?{side}"), sign * number)
        for number, numeral in enumerate("一二三四五六七八九十", 1)
        for side, sign in (("前", -1), ("后", 1))
    ),
)
_TOLD_YEAR = re.compile(r"(?:^|\n)((?:19|20)\d{2})年(?!计划)")
_PAST = re.compile(r"去年|上一?年|前年|过去一年")
_TENSE = re.compile(
    r"完成了?|实现了?|(?<=[增建设引进改造开办修投])了|(?<=[\u3400-\u9fff])了(?=多少|几|哪|什么|啥|[?？。]*$)"
)  # what the year before did, the year after plans
_INTENDS = ("要", "想", "打算", "准备", "力争", "预计", "计划")
_AIM = re.compile(r"的?目标(?:是|为)?(?!任务|责任|值|什么|啥|哪|是|为)")
_NEXT_STEP = re.compile(
    r"^(那么?|然后)?[,，]?(?:下一步|接下来|往后)(?![^,，。?？]{0,2}[一两三四五六七八九十几\d]+年)(?=[^,，。?？]{0,8}(?:多少|几))"
)
_YEAR_TO_COME = re.compile(
    r"(?:(?:接下来|往后|接着)的?这?一年|(?:(?<![\u3400-\u9fff])|(?<=[那在到从这对是]))(?<!又是)新的?一年度?)(?:里|内|中|间)?(?![级半一两二])"
)
_LAST_YEAR = re.compile(r"去年|上一?年(?!级)|过去一年")
# 「目标定到多高」, 「还想再建多少」; not of what was aimed at before, nor by others, nor of another time.
_AIMS = re.compile(
    r"^(?:那么?|然后)?[,，]?(?:目标(?:呢|是|定|多)|(?:还|又)(?:想|要|准备|打算)再|打算再|接着[弄建搞做修改])"
)
_AIMED_ELSEWHEN = re.compile(
    r"了(?:吗|没|嘛|吧|[?？。]*$)|完成|达成|实现|超过|原[来定]|当[时初年]|那时|以前|之前|年初|十[三四五六]五|未来|今后|年内"
    r"|[一两二三四五六七八九十几]年|远景|长期|半年|季度|月|届|意思|我(?![们市省区县州])|咱家"
)
_DID = re.compile(r"了(?=多少|几)")


def in_period(previous: str, said: str, aim: str = "") -> str:
    """The question before about another year: what was done is asked of as intended, and the other way round."""
    old = PERIOD.search(previous)
    if old is not None and said == old.group() and not aim:
        return previous
    period = _year_meant(said, previous)
    changed = PERIOD.sub(lambda _: f"{period}{aim}", previous, count=1) if old else f"{period}{aim}{previous}"
    if not aim and _is_past(period, old.group() if old else ""):
        return _done(changed)
    return _TENSE.sub("", changed if aim else _to_be_done(changed))


def with_year_to_come(question: str, previous: str) -> str:
    """A follow-up that speaks of the year to come in other words, with 今年."""
    return _with_aim_dated(_with_next_step_dated(question), previous)


def _with_next_step_dated(question: str) -> str:
    """「那下一步奔着多少去」, 「新的一年呢」 ask of the year to come; 「接下来三年」 says its own time."""
    return _YEAR_TO_COME.sub("今年", _NEXT_STEP.sub(r"\1今年", question))


def _with_aim_dated(question: str, previous: str) -> str:
    """「目标定到多高」, 「还想再建多少」 behind a question about last year ask of the year to come."""
    aims = _AIMS.match(question) is not None and not _AIMED_ELSEWHEN.search(question)
    was_done = _LAST_YEAR.search(previous) is not None and wording.PLAN.search(previous) is None
    return f"今年{question}" if aims and was_done and PERIOD.search(question) is None else question


def asked_against_year(question: str, topic: str, own: str, before: str) -> str | None:
    """A topic asked of its ``own`` year and of the one that a question holds it against; None where it names another.

    「老旧小区,今年跟去年相比,少了多少?」 of 「跟去年比少了多少」; of its growth where that was asked for ``before``.
    """
    asked = _AGAINST_YEAR.match(question) or (_AGAINST_THAT.match(question) if own else None)
    more = _MORE_IN_YEAR.match(question)
    asked = asked or more
    if asked is None or names_something(asked["asks"]):
        return None
    year = asked["year"]
    if not own or own == year:
        own = "今年" if _PAST.match(year) else "去年"
    growth = "增速" if _GROWTH.search(before) else ""
    one, other = (year, own) if asked is more else (own, year)
    return f"{topic}{growth},{one}跟{other}相比,{asked['asks'] or '各是多少'}?"


def of_that_figure(question: str) -> str:
    """「那去年是多少」 of 「那去年这个数是多少」."""
    return _THAT_FIGURE.sub("", question).removeprefix("的") if PERIOD.search(question) else question


def with_year_counted(question: str, before: str, answer: str) -> str:
    """「那2029年呢」 of 「那前一年呢」, where the question ``before`` names no year and its answer one."""
    years = frozenset(_TOLD_YEAR.findall(answer))
    if len(years) != 1 or PERIOD.search(before):
        return question
    (year,) = years
    for words, step in _NEXT_TO:
        question = words.sub(f"{int(year) + step}年", question, count=1)
    return question


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


def _done(asked: str) -> str:
    """「要达到」, 「的目标是」 of a year before: what was done then."""
    without_aim = _AIM.sub("", asked)
    return without_intent(without_aim if names_something(without_aim) else asked)


def without_intent(text: str) -> str:
    """A text without the words that only say that something is intended; not of 梦想, 准备金 or 倍增计划."""
    kept, end = "", 0
    words = tagged_words(text)
    tags = ["t", *(tag[0] for _, tag in words), "n"]
    for (word, _), before, behind in zip(words, tags, tags[2:], strict=False):
        start = text.find(word, end)
        if start < 0:
            continue
        is_name = word == "计划" and (before == "v" or behind == "n")
        is_first_of_two = word[0] in "要想" and len(word) == 2 and not rjieba.has_word(word)  # 「想办」
        said = word[1:] if is_first_of_two else "" if word in _INTENDS and not is_name else word
        kept, end = f"{kept}{text[end:start]}{said}", start + len(word)
    return kept + text[end:]


def _year_meant(said: str, previous: str) -> str:
    """「前一年」 is the year before the one that was asked about."""
    years = years_of(previous)
    step = next((step for words, step in _NEXT_TO if words.fullmatch(said)), None)
    return said if step is None or len(years) != 1 else f"{years[0] + step}年"
