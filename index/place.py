"""Whose report it is: the place as the cover names it, else as file name and body tell it."""

import re
from collections import Counter

from index.words import tagged_words

NATIONAL = "全国"  # the place of the reports of the State Council
_HAN = r"[\u4e00-\u9fff]"
_KINDS = "自治区|自治州|自治县|省|市|区|县|州|盟|旗"
# 「我代表市政府」 and 「在省委、省政府」 name no place; 「会议上池州市」 opens behind 上.
_PLACE_HAN = rf"(?!代表|人民|各级|[委员届次议在]|(?<=\d)年){_HAN}"
_PLACE = rf"(?<!代)(?<!议(?=上))(?:{_PLACE_HAN}){{2,9}}?(?:{_KINDS})"
_ISSUER = re.compile(rf"({_PLACE})(?:人民)?政府(?!工作)")
_TITLED = re.compile(rf"(?:\d{{4}}年?)?({_PLACE})(?:人民)?政府工作报告")
_SESSION = re.compile(rf"在({_PLACE})第[一二三四五六七八九十]+届")
_STATE_COUNCIL = re.compile(
    r"代表国务院|国务院总理|在第[一二三四五六七八九十]+届全国人民代表大会|Premier of the State Council"
)
_OWN_KIND = re.compile(rf"我(?:谨)?代表{_HAN}{{0,8}}?({_KINDS})(?:人民)?政府")
# Words of a file's name that are no place.
_FILE_WORDS = re.compile(
    rf"政府|工作|报告|全文|正文|最新|定稿|终稿|终版|人民|年度?|关于|印发|通知|的|第{_HAN}+[届次]|(?:{_KINDS})$"
)
# Part-of-speech letters of proper names; places that the dictionary does not know pass for persons (nr).
_NAME_TAGS = ("ns", "nr")
# How often a body names its own place, chosen on 64 reports whose place is known from elsewhere:
# of 51 bodies 44 give the right place, 1 a wrong one (a town inside), 6 none.
_NAMED_WITH_KIND, _SHARE_OF_MOST, _NAMED_ALONE = 6, 0.75, 20


def place_of_cover(cover: str, stem: str) -> str | None:
    """The place that cover or title name in full: 「清河县」, or 「全国」 for the State Council."""
    for pattern, where in ((_SESSION, cover), (_TITLED, stem), (_ISSUER, cover), (_TITLED, cover)):
        if found := pattern.search(where):
            return found.group(1)
    return NATIONAL if _STATE_COUNCIL.search(cover) else None


def place_of_body(text: str, stem: str) -> str | None:
    """The place that the body speaks of most: the one in the file's name if the body knows it, else the commonest."""
    own = _OWN_KIND.search(text)
    kind = own.group(1) if own else None
    for run in re.findall(rf"{_HAN}{{2,}}", _FILE_WORDS.sub(" ", stem)):
        if text.count(run) >= 3:
            return _with_kind(run, kind, text)
    if kind is None:
        return None
    tags = {_bare(word, kind): tag for word, tag in tagged_words(text) if tag.startswith(_NAME_TAGS)}
    names = _whole_names(Counter({name: text.count(name) for name in tags if _can_be_a_place(name)}))
    most = max(names.values(), default=0)
    for name, count in names.most_common():
        if count >= _NAMED_WITH_KIND and count >= _SHARE_OF_MOST * most and f"{name}{kind}" in text:
            return _with_kind(name, kind, text)
    commonest = max((name for name in names if tags[name] == "ns"), key=lambda name: names[name], default="")
    return _with_kind(commonest, kind, text) if names[commonest] >= _NAMED_ALONE else None


def _whole_names(names: Counter[str]) -> Counter[str]:
    """Without those that mostly stand inside a longer one: 「防城」 in 「防城港」."""
    parts = {
        part for part in names for name in names if part != name and part in name and names[name] > names[part] / 2
    }
    return Counter({name: count for name, count in names.items() if name not in parts})


def _bare(word: str, kind: str) -> str:
    return word.removesuffix(kind) if len(word) > len(kind) + 1 else word


def _can_be_a_place(name: str) -> bool:
    return 2 <= len(name) <= 6 and not name.endswith(("市", "镇", "江", "河", "湖", "海")) and name != "中国"


def _with_kind(name: str, kind: str | None, text: str) -> str:
    """「新疆」 → 「新疆维吾尔自治区」 where the body has the full name, else the kind that the speaker gives it."""
    full = re.search(rf"{name}{_HAN}{{0,5}}自治[区州县]", text)
    if full and kind in (None, "州", "县", "区", "自治区", "自治州", "自治县"):
        return full.group()
    kinds = [kind] if kind else [each for each in ("省", "市", "区", "县", "州") if f"{name}{each}" in text]
    return name + kinds[0] if kinds and not name.endswith(kinds[0]) else name
