"""The words before a quantity: what is measured, and how it changed."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

import rjieba

from index.figure_quantities import THINGS

SCOPE = re.compile(r"(?:全(?:[国省市区县州盟旗镇乡]|自治区)|我[国省市区县州]|本[省市区县州])(?![内外]|[会委府级统])")
_YEAR_WORDS = (
    r"(?:截至|截止|到|至|自|于|在)?(?:目前|(?:19|20)\d{2}(?:年?[—\-－~～至]+(?:19|20)\d{2})?年|去年|今年|明年|上年|当年|"
    r"(?:过去|近|这)?[三四五六]年来)(?:\d{1,2}月)?(?:底|末|初|以来|年底|前|内|全年|度|我们)?,?"
)
_LEADING = re.compile(
    rf"(?:[、和及与并即,:\s]|以及|而且|其中|同时|此外|另外|包括|{_YEAR_WORDS}|预计|预期|力争|确保|争取|努力|保证|全年|年内|"
    r"扎实|大力|积极|全面|深入|有序|稳步|持续|继续|进一步|加快|不断|切实|着力|精准|成功|共(?=[新完投引发实])|已|将|拟|计划(?!生育|总?投资)|"
    r"在(?=第|全[国省市区县州])|推动|促进|带动|实现|使(?!用)|让|把|要|力促)"
)
_FILLER = re.compile(
    r"(?:(?:19|20)\d{2}年[底末]?|的(?<=年的)|分别|(?<![年日月人户平])均|各|都|已|共有?|也|又|再|则|大?(?<![签节集预履合条契违公])约|(?<!就)近|超过?|突破|首破|逾|达到|达成|高?达|接近|将近|不得?[少低高多]于|不超过|不足|不到|至少|"
    r"最多|控制在|稳定在|保持在|维持在|稳定|每[月人年天户亩日]|继续|持续|连续|为|是|了|到|至|在|(?<![国所享])有|由|从|合计|共计|总计|累计|仅|[大低少]于|首次|一举|力争|预计|将|可|"
    r"历史性|成功|率先|[:(\s“])$"
)
_MOVED = re.compile(r"(?:上升|提升|前移|跃升|升|进位|前进)$")
_PREPOSITIONS = frozenset("对与为给以用按在同向")
_LEVEL = re.compile(r"(?:完成|实现|保持|录得|预计)$")
_UP = r"(?<![保稳促])增长|增加|提高|提升|上升|上涨|回升|攀升|扩大|拓展|上浮|增收|(?<![新净递倍激])增|升|涨"
_DOWN = r"下降|减少|降低|压减|压降|压缩|缩短|缩小|缩减|下滑|回落|收窄|下调|精简|削减|下浮|提前|(?<![连])降|负增长"
_CHANGE = re.compile(rf"(?:(?P<down>{_DOWN})|(?P<up>{_UP}))$")
_ADVERB = re.compile(
    r"(?:大幅|明显|持续|进一步|稳步|预计|预期|累计|快速|逆势|再|将|分别|(?<![年日月人户平])均|也|又|共|约|已|净|整体|总体|力争)$"
)
_BASE = re.compile(
    r"(?:同比|环比|同口径|可比口径|按可比价格?计算|名义|实际|年均|平均|"
    r"(?<![占之对])(?:比|较)(?:上|去|前|年初|\d{4}|全|同期|计划|目标|疫情|历史|原|过去|期初|城镇|“)[^,、]{0,14}|与[^,、]{1,10}相比)$"
)
_AGAINST = re.compile(r"(?P<verb>高于|快于|高出|领先|超出|多于|好于|优于|低于|慢于|少于)(?P<base>[^,、]{2,16})$")
_THAN = re.compile(
    r"(?<![占之对])(?:比|较)(?P<base>[^,、]{2,16}?)(?P<verb>高出?|快|多|低|慢|少)(?<!提高)(?<!加快)(?<!增多)(?<!降低)(?<!减慢)(?<!减少)$"
)
_SHARE = re.compile(r"占(?!比)(?P<base>[^占,]{2,24}?)(?:的?(?:比重|比例|份额)|的)?$")
_TIMES = re.compile(r"(?:是|为|相当于|达到?)(?P<base>[^,]{2,20})的$")
_RANKED = re.compile(
    r"(?:均|分别|稳|跃|继续|持续|仍|连续\w{1,4}|蝉联|保持|\s)*(?:位[居列]|[居列]|名列|排名?|升至|进位至|跃至|上升至|进入|跻身|跨入)(?:到|至|在)?"
    r"(?P<among>[^,、]{0,14})$"
)
_AMONG = re.compile(
    r"(?:保持|均|为|继续)*(?P<among>(?:全[国省市区县州球]|世界|国内|同类|[东西中]部|中心城区|主城区|全自治区|省会|地级)[^,、]{0,6})$"
)
# Verbs that open what a report counts; the tagger calls some of them names.
_VERB = re.compile(
    r"新(?:增|建|开|设|改建|改扩建|登记|引进|获|签约?|认定|开工|培育|开通|开辟)|[新改扩]建|续建|建成|建设|改造|引进|培育|打造|完成|实施|投入|发放|兑现|"
    r"落实|争取|举办|开展|组织|累计|净增|治理|修复|整治|开工|招引|引育|提供|办理|拨付|淘汰|化解|消除|解决|筹集|筹建|创建|获批|获评|入选|推广|启用|"
    r"推出|制定|出台|选派|培训|取得|签约|落地|投用|关闭|清理|整改|排查|办结|查处|破获|救助|资助|增设|授牌|编制|加装|拓展|供应|承办|出让|征收|落户|开设|设立|建立|签订|成立|购置|安装|更新|更换|"
    r"种植|拆除|收储|盘活|处置|惠及|接待|募集|吸引|吸纳|支持|评选|选树|认证|授予|接入|部署|引入|集聚|储备|谋划|策划|实现"
)
_VERBS = re.compile(rf"(?:(?:{_VERB.pattern})(?:[、和及或]|以及)?)*(?:{_VERB.pattern})了?")
_COUNTED_CHARS = 26
_ALL_OF = re.compile(r"(?<=[县市区镇乡村家户校园厂])均(?![衡等匀价值分线])")  # one word to the tagger: 「四个县均通过」
_WITHIN = re.compile(r"(?<=..)(?<![初高集])中$")  # 「在33个试点中」


@dataclass(frozen=True, slots=True)
class Stated:
    """What the words before a quantity say: ``noun`` may be empty (the metric stands elsewhere)."""

    noun: str
    direction: str | None = None
    base: str | None = None
    scope: str | None = None
    shares: bool = False  # the noun is what the share is taken of, not what has it


def read_words(text: str, unit: str, *, rank: bool) -> Stated:
    """Read the words between the figure before, or the clause's start, and a quantity of ``unit``."""
    if rank:
        text = _without(_MOVED, _without_filler(text))
        ranked = _RANKED.search(text) or _AMONG.search(text)
        stated = _with_noun(text[: ranked.start()] if ranked else text, "rank", ranked["among"] if ranked else None)
        return replace(stated, base=stated.base or stated.scope)
    if unit == "倍" and (times := _TIMES.search(text)):
        return _with_noun(text[: times.start()], "times", times["base"])
    text = _without_filler(text)
    if than := (_AGAINST.search(text) or _THAN.search(text)):
        direction = "down" if than["verb"][0] in "低慢少" else "up"
        return _with_noun(text[: than.start()], direction, than["base"])
    changed = _CHANGE.search(text)
    if changed is None or _acts(text[: changed.start()], unit):
        return _read_level(text, "up" if text.endswith("翻") else None)
    rest = _without(_ADVERB, text[: changed.start()])
    base = _BASE.search(rest)
    if base is not None:
        rest = _without(_ADVERB, rest[: base.start()])
    return _with_noun(rest, "down" if changed["down"] else "up", base.group() if base else None)


def _acts(before: str, unit: str) -> bool:
    """Whether a verb of change names an action instead: 「改造提升12个中心」."""
    return unit in THINGS and bool(before) and leading_verbs(before) == before


def _read_level(text: str, direction: str | None) -> Stated:
    if direction is not None:
        return _with_noun(text[:-1], direction, None)
    share = _SHARE.search(text)
    if share is not None:
        whole = share.group().removesuffix("的")
        noun = text[: share.start()]
        return _with_noun(noun + whole, "share", share["base"], shares=not _stripped(noun)[0])
    levelled = _LEVEL.sub("", text)
    return _with_noun(levelled if _stripped(levelled)[0] else text, None, None)


def _with_noun(text: str, direction: str | None, base: str | None, *, shares: bool = False) -> Stated:
    noun, scope = _stripped(_without_filler(text))
    return Stated(noun, direction, base, scope, shares)


def _without_filler(text: str) -> str:
    if text.endswith('"') and text.count('"') % 2:
        text = text[:-1]  # opens a quotation that the quantity begins: 「实现"九连降"」
    return _without(_FILLER, text)


def _without(pattern: re.Pattern[str], text: str) -> str:
    while text and (match := pattern.search(text)):
        text = text[: match.start()]
    return text


def _stripped(text: str) -> tuple[str, str | None]:
    """The words without what leads into them, and the scope that they open with."""
    scope = None
    while text:
        if match := _LEADING.match(text):
            text = text[match.end() :]
        elif match := SCOPE.match(text):
            scope, text = match.group(), text[match.end() :].removeprefix("的")
        else:
            break
    text = text.strip("、,和 ")
    return "" if text in _PREPOSITIONS else text, scope


def leading_verbs(noun: str) -> str:
    """The verbs that ``noun`` opens with: 「新建」 of 「新建健身步道」."""
    listed = _VERBS.match(noun)
    if listed is not None:
        return listed.group()
    word, tag = tagged(noun)[0] if noun else ("", "")
    return word if tag in ("v", "vd") and len(word) > 1 else ""


def opens_with_verb(noun: str) -> bool:
    """Whether ``noun`` opens with a verb of those that open what a report counts."""
    return _VERBS.match(noun) is not None


def is_verbs(noun: str) -> bool:
    """Whether there is nothing but verbs: what they act on stands elsewhere."""
    return all(tag.startswith(("v", "d", "a", "c", "x")) or _VERB.fullmatch(word) for word, tag in tagged(noun))


def counted(text: str) -> str:
    """The noun that follows a quantity and what befell it, up to an adverb or preposition: 「项目开工建设」."""
    end = 0
    text = _ALL_OF.split(text)[0]
    for word, tag in tagged(text):
        if end >= 2 and (tag in ("p", "d", "ad") or end + len(word) > _COUNTED_CHARS):
            break
        end += len(word)
    return _WITHIN.sub("", text[:end])


def opens_with_noun(text: str) -> bool:
    """Whether the words after a quantity name what is counted (「3个幸福食堂」), and do not go on with a verb."""
    for word, tag in tagged(text[:12]):
        if word in "的\"'":
            continue
        return tag[:1] in "nabjlizgtsfrhk" or tag in ("vn", "eng") or (tag == "x" and word not in ",、") or tag == "m"
    return False


@lru_cache(maxsize=4096)
def tagged(text: str) -> tuple[tuple[str, str], ...]:
    """Words with their parts of speech, nothing folded away."""
    return tuple(rjieba.tag(text))
