"""What may tell who asked is taken out of a question before it is kept: numbers, addresses and names by their form.

It rather takes too much than too little; the figures of a report have none of these forms.
"""

import re

HIDDEN = "〔已隐去〕"

_COMMON_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_ENDS = r"(?=[,，。.!！?？;；、\s]|$)"
_NUMBER = r"(?:\d+|[一二三四五六七八九十]+)"

_PERSONAL = re.compile(
    "|".join(
        (
            r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",  # e-mail
            r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)",  # mobile phone
            r"(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)",  # telephone
            r"(?<!\d)\d{17}[\dXx](?!\d)",  # identity card
            r"(?<!\d)(?:\d{4}[- ]?){3,4}\d{3,4}(?!\d)",  # bank card
            r"(?<![A-Za-z0-9])[EGDSPH]\d{8}(?!\d)",  # passport
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][A-Z0-9]{5,6}(?![A-Z0-9])",  # plate
            r"(?i:(?:微信|weixin|wechat|QQ)号?码?[是为:：\s]*[a-z0-9][\w-]{4,19})",
            rf"(?:{_NUMBER}(?:号楼|栋|幢|座|单元|号院|弄|号|楼|层|室)){{2,}}",  # a door: one alone may be a street's
            rf"(?:(?<=我叫)|(?<=名叫)|(?<=姓名是)|(?<=姓名:)|(?<=姓名：)|(?<=名字是)|(?<=名字叫))[一-龥·]{{2,4}}?{_ENDS}",
            rf"(?:(?<=我是)|(?<=本人))[{_COMMON_SURNAMES}][一-龥]{{1,2}}{_ENDS}",
        )
    )
)


def without_personal(text: str) -> str:
    """The text with a sign in the place of everything that has the form of personal data."""
    return _PERSONAL.sub(HIDDEN, text)
