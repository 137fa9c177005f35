"""Places that a question names only for those among which something is the first or has a rank."""

import re

from rag import wording

_FIRST_AMONG = (
    r"头一|头名|第[一二三四五六七八九十几](?=[个家次例座条位名吗呢吧?？]|$)|首[个例家次创座条]|唯一|独一"
    r"|最[早先快大高多好](?!的[\u3400-\u9fff])|榜首|数一数二"
)


def is_ranked_in(place: str, question: str) -> bool:
    """Whether a place is only that among whose others something is the first or has a rank: 「在某省排第几」."""
    name = re.escape(place)
    among = rf"(?:[在到]|全){name}[省市]?(?:全[省市]|中心城区|各[省市区县]|范围|[里内]头?|[之当]?中|的|上)*"
    ranks = rf"{among}(?:能|可以|会|该|应该|大概)?[算是排居列]?(?:{wording.RANK.pattern})"
    first = rf"(?:在|是|算|成为|全){name}[省市]?(?:全[省市])?[是算都里内的也排]*(?:{_FIRST_AMONG})"
    is_first = rf"(?:是|算|成为)(?:(?:19|20)\d{{2}}年|[去今上]年)?{name}[省市]?(?:全[省市])?最[早先快大高多好]"
    one_of_a_kind = rf"{name}[省市]?(?:全[省市])?(?:头一[份个家条例遭]|独一份|首[个家条例创]|唯一)"
    again = rf"(?:头一[回次]|首次|第一次)[来进到在]{name}"
    return any(re.search(words, question) for words in (ranks, first, is_first, one_of_a_kind, again))
