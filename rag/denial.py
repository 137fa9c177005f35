"""What words deny: 「不是高中的」, 「非渔产值」; a word that only begins so denies nothing: 不良, 未来, 非常."""

import re
from functools import lru_cache

from index.words import word_at

LEFT_OUT = r"扣[掉除去]|刨[掉除去]|除[去掉开了]|减[去掉]|去掉|剔除"  # what is told without a part
_DENIAL = re.compile(
    r"(?:(?<!是)不(?!是不|低于|高于|超过|少于|多于|小于|大于|等于)(?:是|属于?|在|算|能|会|含|带|用|缴?交?)?|没(?:有|能|在|用|被|花|投)*|未(?:能|被)?|非)"
    r"(?=(?P<what>[\u3400-\u9fff]{1,8}))"
)
_PREFIX, _PREFIXED_CHARS = "非", 2  # denies the word behind it, and no more
_OF_ITSELF = ("d", "ns")  # adverbs and places: 非常, 非洲
_NAMES = ("非遗", "非物质", "非机动", "非法", "未成年", "不文明", "不动产")  # of things, and of what is done
_NAME_CHARS = 2


def denied(text: str) -> tuple[str, ...]:
    """What a text says that something is not: 「高中的」 of 「不是高中的有几个」."""
    return tuple(each["what"][:_PREFIXED_CHARS] if each.group() == _PREFIX else each["what"] for each in _denials(text))


def negated(text: str) -> tuple[str, ...]:
    """The words with which a denial begins, that may be a name: 「未拆」 of 「未拆迁户」."""
    return tuple(text[each.start() :][:_NAME_CHARS] for each in _denials(text))


def others_than(text: str) -> tuple[str, ...]:
    """What is called after what it is not, by the first character of that: 「非渔」 of 「非渔产值」."""
    return tuple(f"{_PREFIX}{each['what'][0]}" for each in _denials(text) if each.group() == _PREFIX)


@lru_cache(256)  # held against every figure
def _denials(text: str) -> tuple[re.Match[str], ...]:
    return tuple(each for each in _DENIAL.finditer(text) if not _is_word_of_its_own(text, each))


def _is_word_of_its_own(text: str, denial: re.Match[str]) -> bool:
    """Whether a denial is only the beginning of a word of which the rest says nothing: 不足, but not 不合理."""
    if text.startswith(_NAMES, denial.start()):
        return True
    word, tag = word_at(text, denial.start())
    if denial.group() == _PREFIX:
        return len(word) > 1 and tag in _OF_ITSELF
    rest = word[1:]
    return len(word) > len(denial.group()) and (len(rest) == 1 or word_at(rest, 0)[0] != rest)
