"""Things of a kind that words tell and a question does not say itself: people, organisations, places, names."""

import re
from collections.abc import Iterator
from itertools import pairwise

import rjieba

from index.words import tagged_words
from rag.no_names import no_names
from rag.quoted import QUOTED_OR_TITLE
from rag.shown import share_of_pairs

SURNAMES = frozenset(  # of nine people in ten
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_NAME_CHARS = 4
_SHORT, _MOSTLY_SAID = 3, 0.4  # characters of a word, and of its pairs of characters
_PROPER = ("nr", "ns", "nt", "nz", "nrt", "eng")  # parts of speech
_ORGANISATION = re.compile(
    r"(?:公司|集团|中心|银行|大学|学院|中学|小学|学校|高校|医院|研究院|研究所|实验室|设计院|协会|学会|商会|联合会|基金会|委员会|管委会"
    r"|政府|财政|部门|法院|工会|妇联|残联|总局|总队|支队|代表队|国资|央企|国企|民企|社会资本|社会力量|机构|单位|企业"
    r"|乳业|药业|重工|电器|股份|制药|钢铁|水务|城投|交投|文旅|[局委厅署社队所部])$"
)
_NO_ORGANISATION = re.compile(r"(?:社会|委办|全部|内部|[中东西南北]部|场所|住所|干部|旅行社|合作社|供销社)$")
_COUNTS = re.compile(r"^(?:[\d几多两数各一二三四五六七八九十百千万余]|全国|全[省市区县]|一批)")
_ENDS_LIKE_PLACE = (
    r"区|县|市|镇|乡|村|街道?|路|大道|桥|园|港|湖|山|岛|城|湾|滩|岸|巷|社区|小区|苑|广场|商场|厅|州|省|国|洲|码头"
)
_PLACE = re.compile(rf".(?:{_ENDS_LIKE_PLACE})$")
_NO_PLACE = re.compile(
    r"(?:全[市省县区国球州]|[我本各][市省县区国州地]|[各两三四五六七八九十百千万余\d]+[市省县区国州镇乡村]|市场|[省市县区国]内|[我你他]们?家|国家|外地|道路|公路|铁路|线路"
    r"|思路|出路|一路|街道|社区|小区|园区|城市|都市|乡村|农村|新村|城乡|城镇|乡镇|县城|中国|新区|中外|城区|市区|山区|地区|景区|校区|片区|中心|老旧小区|学院|医院|法院|公园|家园|校园|建筑|示范区|示范县|示范市|试验区|试点|\w)"
)
_WITH_COUNTRY = re.compile("中[日韩澳俄德法美英印欧泰越蒙哈老缅柬非新]")  # 「中德合作」
_SCOPE = re.compile(r"全[国球省市区县]|国内|世界|亚洲")  # among whose others something is the first: 「全球首个」
_CHOSEN = re.compile(
    r"(?:^|,)(?!成功|全[国省市区县]|我[国省市区县]|已|也|还|先后|新)([\u3400-\u9fff]{2,14}?)(?:再[次度]?)?(?:获|被|成功|创[建成]|入[选围]|成为|荣[获膺]|跻身|首创|率先|当选|夺得|摘得)"
)
_AT_A_PLACE = re.compile(
    r"(?:在|位于|依托|落户(?:[至到在])?|落地|搬迁?[至到]|迁[至到入]|设[在于]|[进入]驻)(?!全[国省市]|我[国省市]|[本同])([\u3400-\u9fff]{2,})"
)


def is_new(question: str, word: str) -> bool:
    """Whether a question does not say a word, nor a longer one in others: 「天津医科大学」 for 「医科大」."""
    is_said_so = len(word) > _SHORT and share_of_pairs(word, question) >= _MOSTLY_SAID
    return word not in question and not is_said_so


def names_new_person(question: str, words: str) -> bool:
    """Whether words say a person's name, by tag and first character, that the question does not."""
    return any(
        tag.startswith("nr") and 1 < len(word) <= _NAME_CHARS and word[0] in SURNAMES and word not in question
        for word, tag in tagged_words(words)
    )


def names_new_doer(question: str, words: str) -> bool:
    """Whether words name who may have done something, a company, an office, a team, that the question does not."""
    if names_new_person(question, words) or any(is_new(question, name) for name in QUOTED_OR_TITLE.findall(words)):
        return True
    tagged = tagged_words(words)
    if any(_is_name(word, tag) and tag != "ns" and is_new(question, word) for word, tag in tagged):
        return True
    return any(_is_doer(question, first, second) for first, second in pairwise((("", "m"), *tagged)))


def _is_doer(question: str, first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Whether two words that stand together name an organisation: its kind behind what tells which."""
    (before, tag_before), (word, tag) = first, second
    if tag[0] not in "njsvzc" or _COUNTS.match(before) or not tag_before:
        return False
    tells_which = tag_before[0] in "nbjsv" or before.startswith("第") or tag_before == "m"
    together = before + word
    is_short_name = tag_before == "j" or (tag_before == "ns" and _is_name(before, tag_before))
    if is_short_name and tag[0] == "n" and is_new(question, before) and not _PLACE.search(before + word):
        return True  # 「红沙核电」
    is_kind = _ORGANISATION.search(word) is not None and (len(word) > 1 or tag_before[0] in "nj")
    is_kind = is_kind and (is_new(question, word) or (tells_which and before not in question))
    return is_kind and not _NO_ORGANISATION.search(together) and (tells_which or len(word) > 2)


def opens_with_another(question: str, words: str) -> bool:
    """Whether a clause opens with a thing that the question does not say, as who won or did what it is about."""
    return wins_in(question, words) or any(_opens_with_another(question, clause) for clause in words.split(","))


def wins_in(question: str, words: str) -> bool:
    """Whether what the question does not say is chosen or was the first: 「平凉再获…」, 「某村首创…」."""
    return any(is_new(question, found) for found in _CHOSEN.findall(words))


def _opens_with_another(question: str, clause: str) -> bool:
    opening = ""
    for at, (word, tag) in enumerate(tagged_words(clause)):
        if at == 0 and _is_name(word, tag) and word not in question:
            return True
        if tag[0] not in "njsbaz" or (len(word) > 1 and word in question):
            return len(opening) > 1 and not _SCOPE.fullmatch(opening)
        opening += word
    return False


def says_new_name(question: str, words: str) -> bool:
    """Whether words hold a name that the question does not: proper, or in quotation marks."""
    if any(is_new(question, name) for name in QUOTED_OR_TITLE.findall(words)):
        return True
    return any(is_new(question, name) for name in _proper_names(words))


def _proper_names(words: str) -> Iterator[str]:
    """The proper names among words."""
    return (word for word, tag in tagged_words(words) if _is_name(word, tag))


def _is_name(word: str, tag: str) -> bool:
    """Whether a word is a name: by its tag, or as no dictionary knows it. Not what many reports say."""
    is_one = tag in _PROPER or (tag[0] == "n" and not rjieba.has_word(word))
    return is_one and len(word) > 1 and word not in no_names()


def says_new_place(question: str, words: str) -> bool:
    """Whether words tell a place, by tag, by how places end or by the word before it, that the question does not."""
    told = (*_AT_A_PLACE.findall(words), *_WITH_COUNTRY.findall(words))
    if wins_in(question, words) or any(is_new(question, found) for found in told):
        return True
    if any(_is_place_told_apart(question, *both) for both in pairwise(tagged_words(words))):
        return True
    tagged = (*tagged_words(words), ("", ""))
    for (word, tag), (behind, _) in pairwise(tagged):
        together = word + behind if re.fullmatch(_ENDS_LIKE_PLACE, behind) else word
        if _NO_PLACE.fullmatch(together) or not tag or not is_new(question, word) or word in no_names():
            continue
        if _is_name(word, tag) and tag not in ("nt", "nz", "eng"):
            return True
        if tag[0] in "nzf" and _PLACE.search(together) and (len(together) > 2 or together != word):
            return True
    return False


def _is_place_told_apart(question: str, first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Whether a word tells which of the places that the question says: 「北广场」 where it asks which 广场."""
    (which, tag), (word, _) = first, second
    said = word in question and len(word) > 1 and re.search(rf"(?:{_ENDS_LIKE_PLACE})$", word) is not None
    return said and tag[0] in "nfsjz" and which not in question and which not in no_names()
