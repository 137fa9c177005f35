"""What may tell who asked is taken out of a question before it is kept: numbers, addresses and names by their form.

It rather takes too much than too little; the figures of a report have none of these forms.
"""

import re
from itertools import pairwise

import rjieba

HIDDEN = "〔已隐去〕"

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_NAME = rf"[{_SURNAMES}][一-龥]{{1,2}}"
_ENDS = r"(?=[,，。.!！?？;；、\s]|同志|先生|女士|$)"
_NUMBER = r"(?:\d+|[一二三四五六七八九十]+)"
_DIGIT = "〇零一二两三四五六七八九幺"
_KIN = (
    "妈妈?|爸爸?|父亲|母亲|丈夫|老公|妻子|老婆|爱人|儿子|女儿|孩子|爷爷|奶奶|外公|外婆|"
    "哥哥?|姐姐?|弟弟?|妹妹?|邻居|同事|老师"
)
# What belongs to one person: 「陈晨的低保」.
_OWN = re.compile(
    "的(?:低保|医保|社保|养老|公积金|补贴|补助|户口|身份证|学籍|档案|病历|退休|工资|申请|投诉|电话|手机|孩子)"
)
_KIN_BEFORE = re.compile(rf"(?:{_KIN})是?$")
_TITLED = re.compile(rf"[{_SURNAMES}][一-龥]{{0,2}}(?:先生|女士|师傅|阿姨|大爷|大妈|同志)")

_PERSONAL = re.compile(
    "|".join(
        (
            r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",  # e-mail
            r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)",  # mobile phone
            rf"[一幺][三四五六七八九][{_DIGIT}]{{9}}",  # the same, spelt out
            r"(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)",  # telephone
            r"(?:电话|座机|固话|号码|联系方式)[是为:：\s]*\d{7,8}(?!\d)",  # without its area's code
            r"(?<!\d)\d{17}[\dXx](?!\d)",  # identity card
            r"(?<!\d)(?:\d{4}[- ]?){3,4}\d{3,4}(?!\d)",  # bank card
            r"(?<![A-Za-z0-9])[EGDSPH]\d{8}(?!\d)",  # passport
            r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])",  # address of a computer
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][A-Z0-9]{5,6}(?![A-Z0-9])",  # plate
            r"(?i:(?:微信|weixin|wechat|QQ)号?码?[是为:：\s]*[a-z0-9][\w-]{4,19})",
            rf"(?:{_NUMBER}(?:号楼|栋|幢|座|单元|号院|弄|号|楼|层|室)){{2,}}",  # a door
            # A house that is said to be a home; else it may be any public place.
            rf"(?:住|我家|家住|家在)在?[一-龥]{{1,8}}(?:路|街|大道|巷|胡同){_NUMBER}号(?!线)",
            rf"(?:(?<=我叫)|(?<=名叫)|(?<=姓名是)|(?<=姓名:)|(?<=姓名：)|(?<=名字是)|(?<=名字叫))[一-龥·]{{2,4}}?{_ENDS}",
            rf"(?:(?<=我是)|(?<=本人)){_NAME}{_ENDS}",
            rf"(?<=我姓)[{_SURNAMES}](?:[,，\s]*名[字叫是]{{0,2}}[一-龥]{{1,2}})?",
            rf"(?:(?<=联系人)|(?<=联系人[是:：])){_NAME}",
            rf"(?:{_KIN})(?:名叫|叫)[一-龥]{{2,3}}",
        )
    )
)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# Words of reports that begin as a name does, and that the tagger takes for one; places end in what places end in.
_NO_NAMES = frozenset(
    (
        *("高水平", "高素质", "高质量", "马拉松", "白皮书", "高中生", "许可证", "许可权", "林果业", "文博会", "龙舟节"),
        *("高精尖", "金融城", "黎巴嫩", "夏令营"),
    )
)
_PLACE_ENDS = "区市县镇乡村山河川湖路街岛港园庄甸屯坝桥关杯"


def without_personal(text: str) -> str:
    """The text with a sign in the place of everything that has the form of personal data."""
    narrow = text.translate(_FULL_WIDTH)
    spans = [match.span() for match in _PERSONAL.finditer(narrow)] + _names(narrow)
    kept, end = [], 0
    for start, stop in sorted(spans):
        if start >= end:
            kept += [text[end:start], HIDDEN]
        end = max(end, stop)
    return "".join((*kept, text[end:]))


def _names(text: str) -> list[tuple[int, int]]:
    """Where the tagger of words sees the name of a person."""
    spans, start = [], 0
    for (word, tag), (following, _) in pairwise((*rjieba.tag(text), ("", ""))):
        is_name = tag.startswith("nr")
        if (is_name or len(word) == 1) and (titled := _TITLED.match(text, start)):
            spans.append(titled.span())
        elif is_name:
            name = word + following if len(word) == 1 else word  # 周 欣怡
            if _may_be_name(name) and (len(word) == 3 or _is_known(text, start, start + len(name))):
                spans.append((start, start + len(name)))
        start += len(word)
    return spans


def _is_known(text: str, start: int, end: int) -> bool:
    """Whether kin stands before it or what it owns behind it; a name of two characters may else be any word."""
    return bool(_KIN_BEFORE.search(text[:start]) or _OWN.match(text, end))


def _may_be_name(word: str) -> bool:
    return 2 <= len(word) <= 3 and word[0] in _SURNAMES and word[-1] not in _PLACE_ENDS and word not in _NO_NAMES
