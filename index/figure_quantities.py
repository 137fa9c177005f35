"""Which quantities of a sentence are figures: not years and dates, not ordinals, not the numbers in names."""

import re

from index.numerals import numeral_value
from index.quantities import COUNTS, Bound, Quantity, quantities, with_ranges

# Punctuation and digits of either width as one; each is one character, so that offsets stay.
FOLDED = str.maketrans("，；：！？（）０１２３４５６７８９．％／∶", ",;:!?()0123456789.%/:")
RANK_UNIT = "位"
THINGS = COUNTS | frozenset("户人名位场次辆台套张")  # people and machines are counted as things are

_QUOTED = re.compile(r"[“\"]([^“”\"]{1,24})[”\"]|《[^《》]*》|‘[^‘’]{1,24}’")
_STREAK = re.compile(r"连.")
_TIMES = frozenset(
    (
        "年",
        "月",
        "日",
        "天",
        "岁",
        "分",
        "度",
        "小时",
        "个小时",
        "分钟",
        "个月",
        "个季度",
        "工作日",
        "个工作日",
        "个自然日",
    )
)
_NEVER = frozenset(("月", "日", "期", "级", "强"))
# A time measures something after these words only: 「缩短至3天」, not 「24小时开放」 or 「三年行动」.
_TIME_MEASURED = re.compile(
    r"(?:缩短|压缩|压减|缩减|提前|延长|减少|增加|提高|提升|降低|降|控制在|保持在|平均|日均|达到?|超过?|为|突破|不超过|少于|得分|评分|寿命)"
    r"(?:了|到|至|为|在|约|近)*$"
)
_YEARS_MEASURED = re.compile(r"(?:连续|平均|缩短|提前|延长)(?:了|约|近)?$")
_NO_UNIT_MEASURED = re.compile(r"(?:指数|系数|强度|比例|比|倍率|得分|密度)[\u4e00-\u9fff]{0,5}$")
_VERB_BEFORE = re.compile(
    r"(?:增长|增加|提高|提升|下降|减少|降低|压减|达到?|超过?|突破|完成|实现|保持|稳定|控制|率|值|额|量|占比|比重|为|在|到|至)$"
)
_THRESHOLD_AFTER = re.compile(r"(?:及?以[上下内]|级)的?(?=[\u4e00-\u9fff\d\"“A-Z])(?!并|且|和|与|及)")
_SIZED = frozenset(
    ["元", "美元", "亩", "吨", "米", "公里", "平方米", "平方公里", "千瓦", "兆瓦", "GW", "斤", "千伏安", "%"]
)
_CAPACITIES = frozenset(("吨", "千瓦", "兆瓦", "GW", "千伏安"))
_PLANT_AFTER = re.compile(r"[^,;。、()]{1,16}?(?:项目|工程|装置|生产线|产线|基地|机组|电站)")
_COUNTED_BEFORE = re.compile(r"\d[个座条家项处]$")  # 「1个500亿元产值园区」
_COUNTED_AFTER = re.compile(
    r"的?[\u4e00-\u9fff“”]{1,14}?(?:超过?|达到?|共|突破|约)?\d[\d.]*[万余]?[个家户座条项处所村]"
)
_NAME_AFTER = re.compile(r"规定|方面|层面|维度|省[市区]|[^,;。、]{1,8}第[一二三四五六七八九十\d]")
_RATIO = re.compile(r"(?<![\d.:])(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)(?![\d:.])")

_NUMERAL = r"\d{1,3}|[一二三四五六七八九十]{1,3}"
_RANK = re.compile(rf"第({_NUMERAL})(?:(?:[位名])|(?=[,;。、!)的和并]|$))")
_TOP = re.compile(rf"前({_NUMERAL})(?:[位名强]|(?=[,;。、!)的]|行列|$))")
_RANKED = re.compile(
    r"居|列|排|全[国省市区县州球]|世界|国内|同类|跻身|进入|升至|总量|增[速幅]|保持|蝉联|[东西中]部|城区|省会|地级|山区|区县|占比"
)


def stated_quantities(sentence: str) -> tuple[Quantity, ...]:
    """The figures of a folded sentence in order: quantities and ranks; a range is one, a ratio is its first number."""
    quoted = [match.span() for match in (*_QUOTED.finditer(sentence), *_RATIO.finditer(sentence))]
    found = [each for each in with_ranges(sentence, quantities(sentence)) if _is_figure(sentence, each, quoted)]
    found.extend(each for each in _ranks(sentence) if not _within(each, quoted))
    found.extend(_ratios(sentence))
    return tuple(sorted(found, key=lambda each: each.start))


def _ranks(sentence: str) -> list[Quantity]:
    ranks = []
    for pattern, bound in ((_RANK, None), (_TOP, Bound.AT_MOST)):
        for match in pattern.finditer(sentence):
            if not _RANKED.search(sentence[max(0, match.start() - 14) : match.start()]):
                continue
            value = float(match[1]) if match[1].isdigit() else numeral_value(match[1])
            if value is not None:
                ranks.append(Quantity(match.start(), match.end(), value, RANK_UNIT, value, "", bound))
    return ranks


def _ratios(sentence: str) -> list[Quantity]:
    return [
        Quantity(match.start(), match.end(), float(match[1]) / float(match[2]), ":", float(match[1]))
        for match in _RATIO.finditer(sentence)
        if re.search(r"比[\u4e00-\u9fff]{0,6}$", sentence[: match.start()]) and float(match[2])
    ]


def _is_figure(sentence: str, quantity: Quantity, quoted: list[tuple[int, int]]) -> bool:
    before, after = sentence[: quantity.start], sentence[quantity.end :]
    if _STREAK.fullmatch(quantity.unit):
        return True
    if before.endswith(("第", "前", "每", "届")) or _within(quantity, quoted) or _NAME_AFTER.match(after):
        return False
    if quantity.unit == "":
        return bool(_NO_UNIT_MEASURED.search(before)) and not re.match(r"[\u4e00-\u9fffA-Za-z:\d-]", after)
    if quantity.unit in _TIMES:
        return quantity.unit not in _NEVER and _is_measured_time(before, quantity)
    return quantity.unit not in _NEVER and not _describes(sentence, quantity)


def _describes(sentence: str, quantity: Quantity) -> bool:
    """Whether a quantity is part of what is counted: 「5亿元以上项目」, 「50万吨甲醇项目」, 「1个500亿元产值园区」."""
    if quantity.unit in THINGS or quantity.unit not in _SIZED:
        return False
    before, after = sentence[: quantity.start], sentence[quantity.end :]
    if quantity.unit in _CAPACITIES and _PLANT_AFTER.match(after):
        return True
    if _COUNTED_BEFORE.search(before) or _is_size(quantity, before, after):
        return True
    return not _VERB_BEFORE.search(before) and _is_threshold(sentence, quantity)


def _is_size(quantity: Quantity, before: str, after: str) -> bool:
    """「产值超50亿元企业2家」: a limit, and the count of what passes it comes after."""
    limits = quantity.bound in (Bound.MORE_THAN, Bound.AT_LEAST) or before.endswith("过")
    return limits and bool(_COUNTED_AFTER.match(after))


def _is_measured_time(before: str, quantity: Quantity) -> bool:
    if quantity.unit in ("度", "分"):
        return bool(quantity.scale) or bool(_TIME_MEASURED.search(before))
    if quantity.unit == "年":
        return quantity.value < 1900 and bool(_YEARS_MEASURED.search(before))
    return bool(_TIME_MEASURED.search(before))


def _is_threshold(sentence: str, quantity: Quantity) -> bool:
    """「5亿元及以上项目」, 「1000千瓦级」: the size of what is counted, not a count."""
    bound = re.search(r"以[上下内]$", sentence[quantity.start : quantity.end])
    end = quantity.end - len(bound.group()) if bound else quantity.end
    return bool(_THRESHOLD_AFTER.match(sentence, end))


def _within(quantity: Quantity, spans: list[tuple[int, int]]) -> bool:
    return any(start <= quantity.start < end for start, end in spans)
