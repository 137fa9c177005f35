"""What a question takes for done and a report tells is not, or was given up."""

import re
from collections.abc import Sequence

from index.types import Passage
from index.words import tagged_words
from rag.claims import ASKS_WHY
from rag.clauses import CLAUSE
from rag.keyword_coverage import Rarity
from rag.question import Question
from rag.same_thing import Telling, Word, stands_in, tellings, thing_in
from rag.value_claims import ASKS

_IS_ATTRIBUTE = re.compile(r"[不未][\u3400-\u9fff]{1,6}的")
_GIVEN_UP = r"废止|叫停|终止|撤销"
_ASKS_WHETHER = re.compile(r"(?:吗|吧|没有?|不)$|是否|是不是|有没有")
_PLANS = re.compile(r"准备|打算|将要")
_DENIES = re.compile(rf"{_GIVEN_UP}|[不没未]|取消")


def denied(question: Question, passages: Sequence[Passage], rarity: Rarity) -> Telling | None:
    """The clause that tells that what a question takes for done is not, or was given up."""
    for clause in CLAUSE.findall(question.text):
        supposing = ASKS.split(ASKS_WHY.sub(" ", clause))[0]
        if any(words.search(clause) for words in (_ASKS_WHETHER, _PLANS)) or _DENIES.search(supposing):
            continue
        verbs = "|".join(re.escape(word) for word, tag in tagged_words(supposing) if len(word) > 1 and tag[0] in "nv")
        thing = thing_in(question, supposing, rarity)
        not_done = re.compile(rf"{_GIVEN_UP}|(?:不|未|尚未)(?:{verbs})" if verbs else _GIVEN_UP)
        told = tellings(thing, [passage for passage in passages if not_done.search(passage.text)])
        names = [word for word in thing if word.names]
        found = next((each for each in told if _denies_it(each.text, not_done, names)), None)
        if found is not None:
            return found.valued
    return None


def _denies_it(text: str, not_done: re.Pattern[str], names: Sequence[Word]) -> bool:
    """Whether the very words between two commas that name a thing tell that it is not done."""
    for part in CLAUSE.findall(text):
        found = not_done.search(part)
        if found is None or _IS_ATTRIBUTE.search(part):
            continue
        given_up = re.match(_GIVEN_UP, found.group()) is not None
        denies = any(stands_in(word, part if given_up else part[: found.start()]) for word in names)
        if denies and sum(stands_in(word, part) for word in names) >= len(names) - 1:
            return True
    return False
