"""Whether two figures are of one indicator, and whether what is said names a figure in full."""

import re

from index.words import fold
from rag import wording
from rag.lexicon import usages_in
from rag.operand import Operand

_NARROWS_NOTHING = re.compile(
    r"全[国省市县区州镇]|全社会|城镇(?=新增|老旧)|老旧(?=[\u3400-\u9fff]{0,4}管[道网线])|各类|力争|确保|预计|左右|以上|约|超过?|达到?|突破|完成|实现|总?[人户家套辆]?(?:数|数量|总量|总数|总额|规模)$"
    r"|(?:新|改|扩)+[建增开认][定设]?|改造|净增|建[设成好]|引进|培育|打造|提[质升高]|(?<=[\u3400-\u9fff])[至到]$|累计|增[长加至]|落实|筹集|提供|恢复|推[动进]|开展|组织|签约"
    r"|建(?=[\u3400-\u9fff]{2})|[及和与、]|再|共"
)
_STOCK = re.compile(r"总量|总数|总计|累计|五年|拥有|(?<!发)达到?\d")
_ADDED = re.compile(r"新增|净增|新认定|新[改扩]*建|新开工")
OF_MANY_YEARS = re.compile(r"以来|[两三四五]年[来间累共]|“?十[一二三四五六]五”?(?:期间|时期)|历年")
_MENDS, _BUILDS = re.compile(r"改[造建扩]|提升|修缮|翻新"), re.compile(r"新建|新增|建成|新开工")
_FRAMES = re.compile(
    r"(?:19|20)\d\d年?|[今去上]年|百分之.*|多少.*|几[成个].*|比重|比例|大概|大约|全[国省市县区州]的?"
    r"|里头?|里面|当中|其中|一共|全部|整个|所有|总共|投[到在进]|用[在于到来]|花[在到]|[的了在是有,，、。?？\s]"
)
_OF_MONEY = re.compile(r"(?<=..)(?:的?钱|款子?|资金|费用?|金)$")  # 「优抚钱」 is told as 「优待抚恤资金」
_MOST_OWN = 4  # characters that one metric may have beside the other: 「海外高层次人才」, but not 「小区物业管理签约」
_MOST_UNLIKE = 6  # characters that either of two clauses may have beside the other
_NEED_NOT_BE_SAID = 1  # characters: 「钱」, 「数」


def is_one_indicator(one: str, other: str, said: str) -> bool:
    """Whether two metrics are of one thing: none has words of its own that tell it from the other, or that are said."""
    ones, others = (_told(each) for each in (one, other))
    own, its_own = set(ones) - set(others), set(others) - set(ones)
    if (own and its_own) or len(own | its_own) > _MOST_OWN:
        return False
    return not any(pair in said for words, of in ((ones, own), (others, its_own)) for pair in _pairs(words, of))


def have_little_of_their_own(one: str, other: str) -> bool:
    """Whether two clauses are near enough in their words to be of one thing, however each tells it."""
    return len(set(_told(one)) ^ set(_told(other))) <= _MOST_UNLIKE


def are_told_alike(one: Operand, other: Operand) -> bool:
    """Whether neither is what there is in all and the other what is added, nor one built and the other mended.

    Nor is one of many years and the other of one.
    """
    ones, others = one.clause, other.clause
    stock, added = ([pattern.search(each) is not None for each in (ones, others)] for pattern in (_STOCK, _ADDED))
    in_all = any(stock[at] and not added[at] and added[1 - at] and not stock[1 - at] for at in (0, 1))
    mends, builds = ([pattern.search(each) is not None for each in (ones, others)] for pattern in (_MENDS, _BUILDS))
    turned = any(mends[at] and not builds[at] and builds[1 - at] and not mends[1 - at] for at in (0, 1))
    of_many_years = [OF_MANY_YEARS.search(each) is not None for each in (ones, others)]
    return not in_all and not turned and of_many_years[0] == of_many_years[1]


def names_all(said: str, clause: str) -> bool:
    """Whether a clause has every word that is said of one thing, or an official word for it."""
    left, told = fold(said), fold(clause)
    for usage in usages_in(left):
        if any(each in told for each in usage.official):
            left = left.replace(usage.said, " ")
    left = _FRAMES.sub(" ", wording.ASKING.sub(" ", left))
    unsaid = [char for word in left.split() for char in word if char not in told]
    return bool(re.sub(r"\W", "", _FRAMES.sub("", fold(said)))) and len(unsaid) <= _NEED_NOT_BE_SAID


def says_its_head(said: str, clause: str) -> bool:
    """Whether a clause has the last word that is said of one thing, or an official word for one that is said."""
    left, told = fold(said), fold(clause)
    head = _OF_MONEY.sub("", re.sub(r"\W", "", _FRAMES.sub(" ", wording.ASKING.sub(" ", left))))[-2:]
    official = [each for usage in usages_in(left) if head in usage.said for each in usage.official]
    return set(head) <= set(told) or any(each in told for each in official)


def _told(metric: str) -> str:
    return re.sub(r"[\W\d]", "", _NARROWS_NOTHING.sub("", wording.DOING.sub("", metric)))


def _pairs(words: str, own: set[str]) -> list[str]:
    return [words[at : at + 2] for at in range(len(words) - 1) if own & set(words[at : at + 2])]
