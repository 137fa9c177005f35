"""Names that a question asks for: of who holds an office, of another person, of things that were counted."""

import re
from functools import lru_cache

from index.numerals import number_value
from index.words import tagged_words
from rag.clauses import clauses_in
from rag.items_told import SURNAMES, names_new_person

_OFFICE = r"(?:[省市区县州乡镇局厅处校院所站馆]长|书记|主任|董事长|总经理|总?领事(?!馆)|负责人)"
_HOLDER_ASKED = re.compile(rf"{_OFFICE}.{{0,8}}(?:叫(?:什么|啥)|(?<!百)姓|是谁|是哪[位个])|谁是.{{0,12}}{_OFFICE}")
_HOLDS_OFFICE = re.compile(rf"{_OFFICE}$")
_PERSON = (
    r"(?:(?<![人成会动])员|运动员|者|[选歌助]手|[教律老大工]师|[院博战烈勇]士|护士|医生|大夫|学生|专家|[企科]\w家|作家|师傅|教授"
    r"|民警|英雄|劳模|传承人|带头人|姑娘|小伙子?|大[爷妈叔]|阿姨|村民)"
)
_PERSON_ASKED = re.compile(
    rf"{_PERSON}的?(?:大名|姓名|名字)?(?:到底|究竟|分别)?(?:叫(?!做|作)(?:什么|啥)|是谁(?![\u3400-\u9fff]{{1,4}}的)|是哪[位几]|姓)"
    rf"|谁是[^,，。?？]{{0,12}}{_PERSON}[?？。]*$|姓甚名谁|姓什么叫什么"
)
_COUNT = re.compile(r"(\d+|[一二两三四五六七八九十]+)[个家所条座项处件]")
_ALL_ASKED = re.compile(
    rf"{_COUNT.pattern}.{{0,24}}(?:(?:分别|一个个|各自?|都)(?:都?是|叫)(?:什么|啥|哪)|都?是哪[些几][\u3400-\u9fff]{{0,3}}[呢?？。]*$|叫(?:什么|啥)|(?:什么|啥)名|是谁[呢?？。]*$)"
)
_FEW = 3  # are named with 「和」, which stands between much else: 「审议和票决」
_BESIDE_NAMES = re.compile(r"[“\"「『:：等]|分别|包括")
_BYLINE = re.compile(r"^[^,，。;；:：]{0,30}[省市区县州盟旗]长[ \u3000]*([\u3400-\u9fff])[\u3400-\u9fff]{1,3}$")
_ASKS_WHO = re.compile(r"谁|哪一?[位天日年]|姓|名字|叫|什么时候|何时|几[月号日]|报告人|\b(?:who|when)\b", re.IGNORECASE)


def lacks_name(question: str, sentence: str) -> bool:
    """Whether a question asks for a name that a sentence does not tell, or for anything but the name that it tells."""
    asks_holder, asks_person, count, asks_who = _asked_in(question)
    if asks_holder and not _names_holder(sentence):
        return True
    if asks_person and not names_new_person("", sentence):
        return True
    if count > _FEW and _only_counts(count, sentence):
        return True
    return not asks_who and _is_byline(sentence)


@lru_cache(64)  # one question, many sentences
def _asked_in(question: str) -> tuple[bool, bool, float, bool]:
    """Whether the holder of an office, or another person, is asked for; how many names; and whether who did it."""
    counted = _ALL_ASKED.search(question)
    return (
        _HOLDER_ASKED.search(question) is not None,
        _PERSON_ASKED.search(question) is not None,
        (number_value(counted[1]) or 0) if counted else 0,
        _ASKS_WHO.search(question) is not None,
    )


@lru_cache(4_096)  # of the same sentences for one question after another
def _is_byline(sentence: str) -> bool:
    byline = _BYLINE.search(sentence.strip())
    return byline is not None and byline[1] in SURNAMES  # 「确保全市长治久安」 is none


def _names_holder(sentence: str) -> bool:
    """Whether a person's name stands beside an office."""
    words = tagged_words(sentence)
    return any(
        tag.startswith("nr")
        and len(word) > 1
        and any(_HOLDS_OFFICE.search(near) for near, _ in words[max(0, at - 1) : at + 2])
        for at, (word, tag) in enumerate(words)
    )


def _only_counts(count: float, sentence: str) -> bool:
    """Whether a sentence gives the number of the things whose names are asked for, and no names beside it."""
    parts = clauses_in(sentence)
    counting = [at for at, clause in enumerate(parts) if count in map(number_value, _COUNT.findall(clause))]
    return bool(counting) and not any(_has_names("".join(parts[at : at + 2]), count) for at in counting)


def _has_names(text: str, count: float) -> bool:
    """Whether the names of so many, or of some, may stand in a text: not two kinds of them, 「中小学、幼儿园6所」."""
    items = re.split("[、和与及]", text)
    listed = len(items) >= min(count, _FEW) and any(not re.search(r"\d", item) for item in items)
    return listed or _BESIDE_NAMES.search(text) is not None
