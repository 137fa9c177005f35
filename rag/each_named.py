"""One thing asked of each of two that a question joins becomes a question of each: 「甲社区和乙社区各获得什么称号」."""

import re

from index.words import fold
from rag.another_year import PERIOD
from rag.lexicon import usages_in
from rag.pointing import names_something
from rag.shown import share_of_pairs

_EACH = r"各自|各(?=[是有为获得评新增完达占建排捧拿涨定要想打安])|分别|(?<=[,，])各(?=[\u3400-\u9fff])"
_JOINED = re.compile(
    rf"^(?P<before>.*?)(?P<one>[^,，:：和与跟、的在把对给从年]{{2,12}})(?:和|与|跟|、)(?P<other>[^,，和与跟、的]{{2,12}}?)"
    rf"(?P<behind>(?:{PERIOD.pattern}|的|(?:上|里头?|里面|中)(?=[,，])|这[两俩]|相?比(?:较|起来)?[,，]|[,，]|{_EACH}).*)$"
)
_OF_BOTH = re.compile(
    rf"{_EACH}|这[两俩][个块头项样边家]|[,，]?(?:哪[个头边样项]|谁)[^,，。?？]{{0,4}}[多大高长快低少小慢][^,，。?？]?(?=[,，。?？]|$)"
)
_WEIGHED = re.compile(r"^相?比(?:较|起来)?[,，]")
_MEASURE = re.compile(r"增加值|产[值量]|收入|数量|人数|投资额|面积|增[速幅]|价格|人家?$")
# 「海洋这块去年增速和规上工业去年增速各是多少」: each said in full.
_IN_FULL = re.compile(
    rf"^(?P<one>[^,，和与跟]{{3,}}(?P<measure>{_MEASURE.pattern.removesuffix('|人家?$')}))(?:和|与|跟|、)"
    rf"(?P<other>[^,，]{{3,}}(?P=measure))(?:又|还)?(?P<where>[,，]?[^,，。?？]{{0,10}}?)(?:{_EACH})(?P<behind>.*)$"
)
_NOT_ITS_NAME = re.compile(rf"(?:{PERIOD.pattern})的?|[这那]一?[块边头]|方面|的$")
_SAID = 0.5  # of a name's pairs of characters, in the words that an answer rests on


def asked_of_each_named(question: str) -> tuple[tuple[str, str], ...]:
    """The two that are joined, each with the question of it alone; empty where nothing is asked of each of two."""
    if (in_full := _IN_FULL.match(question)) is not None:
        sides = in_full["one"], in_full["other"]
        of_measure = [_NOT_ITS_NAME.sub("", side.removesuffix(in_full["measure"])) for side in sides]
        asks = f"{in_full['where']}{in_full['behind']}"
        return tuple((name, f"{side}{asks}") for name, side in zip(of_measure, sides, strict=True) if name)
    joined = _JOINED.match(question)
    if joined is None or not re.search(_EACH, joined["behind"]) or len(set(PERIOD.findall(question))) > 1:
        return ()
    behind = _OF_BOTH.sub("", _WEIGHED.sub("", joined["behind"]))
    names = joined["one"], joined["other"]
    measures = [_MEASURE.search(name) is not None for name in names]
    if (
        not any(names_something(name) or usages_in(fold(name)) for name in names)
        or joined["before"].endswith(("、", "和"))
        or measures == [False, True]
    ):
        return ()  # of three; or what is asked of both stands behind the second
    return tuple((name, f"{joined['before']}{name}{behind}") for name in names)


def is_said(name: str, quote: str) -> bool:
    """Whether the words that an answer rests on name one of the two, if only in official words."""
    official = (word for usage in usages_in(fold(name)) for word in usage.official)
    return share_of_pairs(name, quote) >= _SAID or any(word in fold(quote) for word in official)
