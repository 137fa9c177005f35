"""The furniture of web pages: lines about the page that a report stood on, which copying brings along."""

import re
from collections.abc import Sequence

from index.readers.block import Block

# Labels that open a line about the page, never a sentence of the report.
_LABELLED = re.compile(
    r"^[\s【\[（(|]*(?:您?(?:现在|当前|目前)?的?(?:所在)?(?:当前)?位置|当前页面?|"
    r"(?:信息|文章|稿件|内容|新闻)?来源|(?:发布|发文|成文|公开|公布|更新|录入|生成|印发|编辑|添加)(?:时间|日期)|(?:发布|供稿)(?:单位|人|者)|"
    r"(?:浏览|点击|阅读|访问|查看)(?:次数|量|数|率)|(?:责任)?编辑|(?:责任)?校对|审核|编审|录入|字\s*[体号]|文字大小|视力保护色|"
    r"分享(?:到|至)?|打印|上一[篇条页]|下一[篇条页]|相关(?:链接|阅读|文章|附件|信息|新闻|稿件|解读|报道)|延伸阅读|推荐阅读|"
    r"索\s*引\s*号|主题(?:分类|词)|体裁分类|组配分类|信息分类|(?:发布|发文|公开)(?:机构|机关|方式|范围)|发文字号|文\s*号|有\s*效\s*性|名\s*称|关\s*键\s*词|"
    r"网站标识码|(?:网站)?主办(?:单位)?|承办(?:单位)?|技术支持|备案(?:号|序号)|联系(?:电话|我们|方式)|网站地图|邮编|地址)"
    r"\s*[:：|】\]]"
)
_ANYWHERE = re.compile(r"版权所有|ICP备|公网安备|Copyright|All Rights Reserved|网站标识码", re.IGNORECASE)
_BUTTONS = re.compile(
    r"^(?:打印(?:本页|此页|文章)?|关闭(?:窗口|本页|页面)?|收藏(?:本页)?|分享(?:到|至)?|大|中|小|默认|超大|字[体号]|微信|微博|新浪微博|腾讯微博|QQ空间|QQ|朋友圈|人人网|"
    r"返回(?:顶部|首页|上一页|列表)?|首页|上一页|下一页|尾页|顶部|下载|纠错|朗读|语音播报|无障碍(?:阅读|浏览)?|繁体|简体|English|登录|注册|更多|A[+-]?|相关链接|相关阅读|相关文章|延伸阅读)$"
)
_PARTS = re.compile(r"[\s\u00a0|｜【】\[\]（）()：:/·]+")
_STAMP = re.compile(r"^(?:时间[:：])?\s*\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$")
_SCAN = re.compile(r"^(?:扫一扫|扫描二维码|微信扫|手机扫|扫码).{0,24}$")
_LONGEST_LABELLED = 160
_FEWEST = 2  # lines of furniture below the report; one alone may be the report's own
_PROSE = re.compile(r"[。！!；;，]")


def is_furniture(text: str) -> bool:
    """Whether a line is about the page: its labels, buttons, counters, codes and licences."""
    text = text.strip()
    if "。" not in text and len(text) <= _LONGEST_LABELLED and (_ANYWHERE.search(text) or _LABELLED.match(text)):
        return True
    if _STAMP.match(text) or _SCAN.match(text):
        return True
    words = [word for word in _PARTS.split(text) if word]
    return len(words) > 0 and len(text) <= 40 and all(_BUTTONS.match(word) for word in words)


def without_footer(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without the page's footer: the lines behind the last sentence, from the first furniture on."""
    prose = [at for at, each in enumerate(blocks) if _PROSE.search(each.text) and not is_furniture(each.text)]
    below = range(prose[-1] + 1 if prose else 0, len(blocks))
    furniture = [at for at in below if blocks[at].text.strip() and is_furniture(blocks[at].text)]
    return tuple(blocks[: furniture[0]] if len(furniture) >= _FEWEST else blocks)
