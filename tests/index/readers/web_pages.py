"""Saved web pages as government sites make them: one report, many layouts, and what surrounds it.

Each page names the lines that a reader must give, no more and no less.
"""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

TITLE = "2031年临川市政府工作报告"
OCCASION = "——2031年1月18日在临川市第九届人民代表大会第二次会议上"
SPEAKER = "市长 方远"
BODY = (
    "各位代表：",
    "现在，我代表市人民政府，向大会报告工作，请予审议，并请市政协委员和列席人员提出意见。",
    "一、2030年工作回顾",
    "过去一年，全市地区生产总值达到812.6亿元，增长6.4%，一般公共预算收入突破70亿元。",
    "（一）产业升级取得新成效",
    "新增高新技术企业46家，技术合同成交额38亿元，“专精特新”企业达到120家。",
    "（二）民生保障更加有力",
    "城镇新增就业1.9万人，登记失业率控制在4%以内；改造老旧小区33个，惠及居民1.2万户。",
    "二、2031年工作安排",
    "今年的主要目标是：地区生产总值增长6.5%左右，城镇新增就业1.8万人以上。",
    "（一）建设现代化产业体系",
    "实施“链长制”，推动装备制造、新材料、生物医药三条产业链延伸，力争规上工业增加值增长8%。",
    "（二）办好民生实事",
    "新建口袋公园12个，新增公共停车泊位3000个，改扩建中小学校5所，开工建设市妇幼保健院新院区。",
    "各位代表！让我们凝心聚力、真抓实干，为建设现代化新临川而努力奋斗！",
    "名词解释",
    "1.链长制：由市领导担任重点产业链的链长，统筹解决产业链发展中的困难。",
    "2.口袋公园：面向公众开放、规模较小、形状多样、具有一定游憩功能的绿地。",
)
NAVIGATION = ("首页", "政务公开", "政务服务", "互动交流", "走进临川", "数据开放", "专题专栏")
NEWS = (
    "我市召开一季度经济形势分析会，部署下一步工作",
    "方远调研城市更新工作时强调，要把好事办好",
    "临川市2031年城镇老旧小区改造计划公布",
    "关于春节期间烟花爆竹燃放管理的通告",
)
FOOTER = (
    "版权所有：临川市人民政府　主办：临川市人民政府办公室　承办：临川市大数据中心",
    "网站标识码：3610000001　赣ICP备05001234号　赣公网安备36100002000111号",
    "地址：临川市行政中心1号楼　邮编：344000　联系电话：0794-8220000",
)


@dataclass(frozen=True)
class Page:
    name: str
    html: str
    lines: tuple[str, ...]  # what a reader must give, in order
    encoding: str = "utf-8"

    @property
    def content(self) -> bytes:
        return self.html.encode(self.encoding)


def _links(texts: tuple[str, ...], tag: str = "li") -> str:
    return "".join(f'<{tag}><a href="/x.html" title="{text}">{text}</a></{tag}>' for text in texts)


def _paragraphs(wrap: str = "<p>　　{}</p>") -> str:
    return "\n".join(wrap.format(escape(line)) for line in BODY)


def _page(head: str, body: str) -> str:
    return f"<!DOCTYPE html>\n<html lang='zh-CN'><head>{head}</head>\n<body>{body}</body></html>"


_HEAD = (
    f'<meta charset="utf-8"><title>{TITLE}_临川市人民政府</title><meta name="keywords" content="政府工作报告">'
    "<style>.a{color:red}</style><script>var a = function(){return '<p>各位代表</p>'}</script>"
)
_FOOT = "<div class='foot'>" + "".join(f"<p>{line}</p>" for line in FOOTER) + "</div>"
_CRUMBS = (
    "<div class='bt-position'>当前位置：<a href='/'>首页</a> &gt; <a href='/zw'>政务公开</a> &gt; 政府工作报告</div>"
)
_META = (
    "<div class='pages-date'>发布时间：2031-01-25 09:12 来源：市政府办公室 <span>浏览次数：<b>1832</b>次</span>"
    "<span class='font'>字体：【<a href='javascript:doZoom(18)'>大</a> <a href='#'>中</a> <a href='#'>小</a>】</span>"
    "<div class='share'>分享到：<a href='#' class='wx'></a><a href='#'>微信</a> <a href='#'>微博</a></div></div>"
)


def _portal() -> Page:
    """A content div, title and publication line outside of it."""
    body = f"<div class='header'><ul>{_links(NAVIGATION)}</ul></div>{_CRUMBS}<div class='article'>"
    body += f"<h1>{TITLE}</h1>{_META}<div class='pages_content' id='UCAP-CONTENT'>"
    body += f"<p style='text-align:center'>{OCCASION}</p><p style='text-align: center'>{SPEAKER}</p>{_paragraphs()}"
    body += "<div class='editor'>责任编辑：李某</div></div></div>"
    body += f"<div class='xglj'><h3>相关链接</h3><ul>{_links(NEWS)}</ul></div>{_FOOT}"
    return Page("portal", _page(_HEAD, body), (TITLE, OCCASION, SPEAKER, *BODY))


def _office_paste() -> Page:
    """Pasted out of Word: style blocks, empty paragraphs, a span around every few words, bold lead sentences."""
    spans = "".join(
        "<p class='MsoNormal' style='text-indent:32pt'>"
        + "".join(
            f"<span lang='EN-US' style='font-size:16pt'>{escape(line[i : i + 5])}</span>"
            for i in range(0, len(line), 5)
        )
        + "<o:p></o:p></p><p class='MsoNormal'>&nbsp;</p>"
        for line in BODY
    )
    body = f"<div class='top'>{_links(NAVIGATION, 'span')} <a href='#'>无障碍</a></div>{_CRUMBS}<div class='content'>"
    body += (
        f"<div class='tit'>{TITLE}</div>{_META}<div class='TRS_Editor'><style type='text/css'>.MsoNormal{{}}</style>"
    )
    body += (
        f"<div class=Custom_UnionStyle><p align=center>{OCCASION}</p><p align=center>{SPEAKER}</p>{spans}</div></div>"
    )
    body += "<div class='close'>【<a href='javascript:window.print()'>打印本页</a>】【<a href='#'>关闭窗口</a>】</div>"
    body += f"<div><p>上一篇：<a href='#'>{NEWS[0]}</a></p><p>下一篇：<a href='#'>{NEWS[1]}</a></p></div></div>{_FOOT}"
    return Page("office paste", _page(_HEAD, body), (TITLE, OCCASION, SPEAKER, *BODY))


def _old_tables() -> Page:
    """Nested layout tables of the 2000s in GB2312: paragraphs parted by <br> and indented by entities."""
    text = "<br>\r\n<br>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{escape(line)}" for line in BODY)
    body = f"<table width=980><tr>{_links(NAVIGATION, 'td')}</tr></table><table><tr><td width=200><table>"
    body += "".join(f"<tr><td><a href=#>{line}</a></td></tr>" for line in NEWS) + "</table></td><td><table>"
    body += "<tr><td>您现在的位置：<a href=/>首页</a>&nbsp;&gt;&gt;&nbsp;<a href=/zw>政务公开</a></td></tr>"
    body += f"<tr><td align=center><b><font size=5>{TITLE}</font></b></td></tr>"
    body += "<tr><td align=center>发布时间:2031-1-25&nbsp;&nbsp;浏览次数:553&nbsp;【字体：大 中 小】</td></tr>"
    body += f"<tr><td class=zw><center>{OCCASION}<br>{SPEAKER}</center><br>{text}</td></tr>"
    body += "<tr><td align=right>【打印本页】【关闭窗口】</td></tr></table></td></tr></table>"
    body += f"<table><tr><td align=center>{'<br>'.join(FOOTER)}</td></tr></table>"
    head = f"<meta http-equiv='Content-Type' content='text/html; charset=gb2312'><title>{TITLE}-临川市人民政府</title>"
    return Page(
        "old tables", f"<html><head>{head}</head><body>{body}</body></html>", (TITLE, OCCASION, SPEAKER, *BODY), "gbk"
    )


def _modern() -> Page:
    """header, nav, main, article, aside, footer; real headings; text that is in the page but not on the screen."""
    inner = ""
    for line in BODY:
        tag = "h2" if line[1:2] == "、" or line == "名词解释" else "h3" if line.startswith("（") else "p"
        inner += f"<{tag}>{escape(line)}</{tag}>"
    body = f"<header><nav><ul>{_links(NAVIGATION)}</ul></nav><div hidden>本站使用Cookie，请您同意。</div></header>"
    body += f"<main><article><header><h1>{TITLE}</h1><p>{OCCASION}</p><p>{SPEAKER}</p></header>{inner}</article>"
    body += f"<aside><h4>相关链接</h4>{''.join(f'<p><a href=#>{line}</a></p>' for line in NEWS)}</aside></main>"
    body += "<div style='display: none'>扫一扫，在手机上打开当前页面。</div><noscript>请启用脚本。</noscript>"
    body += f"<footer>{''.join(f'<p>{line}</p>' for line in FOOTER)}</footer><script>function f(){{}}</script>"
    return Page("modern", _page(_HEAD, body), (TITLE, OCCASION, SPEAKER, *BODY))


def _index_table() -> Page:
    """Information disclosure: a table of the document's index entries, then the text in one div a paragraph."""
    entries = (("索引号：", "014500/2031-00012"), ("主题分类：", "综合政务"), ("发布机构：", "临川市人民政府办公室"),
               ("发文日期：", "2031年01月25日"), ("名　　称：", TITLE), ("有效性：", "有效"))  # fmt: skip
    table = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in entries)
    body = f"<div id='nav'>{_links(NAVIGATION, 'div')}</div>{_CRUMBS}<table class='xxgk'>{table}</table>"
    body += f"<div class='bt'>{TITLE}</div><div id='zoom'><div align='center'>{OCCASION}</div><div>{SPEAKER}</div>"
    body += (
        _paragraphs("<div>{}</div>") + "</div><div class='ewm'><img src='qr.png'><p>扫一扫在手机打开当前页</p></div>"
    )
    body += f"<div>分享到： <a href='#'>微信</a></div><ul class='list'>{_links(NEWS)}</ul>{_FOOT}"
    return Page("index table", _page(_HEAD, body), (TITLE, OCCASION, SPEAKER, *BODY))


def _crowded() -> Page:
    """Less report than surroundings: hundreds of headlines, some with summaries, and a table of figures in the text."""
    news = "".join(
        f"<li><a href='#'>{line}</a><span>2031-0{month}-1{day}</span></li>"
        for month in range(1, 10) for day in range(10) for line in NEWS
    )  # fmt: skip
    table = "<table border=1><tr><th>指标</th><th>2030年完成</th><th>2031年目标</th></tr>"
    table += "<tr><td rowspan=2>地区生产总值</td><td>6.4%</td><td>6.5%左右</td></tr>"
    table += "<tr><td>812.6亿元</td><td></td></tr></table>"
    at = BODY.index("（一）建设现代化产业体系")
    first = "".join(f"<p>{escape(line)}</p>" for line in BODY[:at])
    second = "".join(f"<p>{escape(line)}</p>" for line in BODY[at:])
    body = (
        f"<ul class='menu'>{_links(NAVIGATION)}</ul><div class='left'><ul>{news}</ul></div><div class='right'>{_CRUMBS}"
    )
    body += f"<h2 class='title'>{TITLE}</h2>{_META}<div class='con'><p>{OCCASION}</p><p>{SPEAKER}</p>"
    body += f"{first}{table}{second}</div></div>{_FOOT}"
    rows = ("指标 | 2030年完成 | 2031年目标", "地区生产总值 | 6.4% | 6.5%左右", " | 812.6亿元")
    return Page("crowded", _page(_HEAD, body), (TITLE, OCCASION, SPEAKER, *BODY[:at], *rows, *BODY[at:]))


def _parts() -> Page:
    """The text in several boxes beside each other, the glossary as a list that the browser numbers."""
    at = BODY.index("名词解释")
    items = "".join(f"<li>{escape(line[2:])}</li>" for line in BODY[at + 1 :])
    cuts = [index for index, line in enumerate(BODY) if line[1:2] == "、"]
    boxes = [BODY[: cuts[0]], BODY[cuts[0] : cuts[1]], BODY[cuts[1] : at]]
    body = f"<div class='nav'>{_links(NAVIGATION, 'span')}</div>{_CRUMBS}<div class='detail'><h3>{TITLE}</h3>{_META}"
    body += f"<div class='txt'><p>{OCCASION}</p><p>{SPEAKER}</p></div>"
    body += "".join(f"<div class='txt'>{''.join(f'<p>{escape(line)}</p>' for line in box)}</div>" for box in boxes)
    body += f"<div class='txt'><p>名词解释</p><ol>{items}</ol></div></div>{_FOOT}"
    return Page("parts", _page(_HEAD, body), (TITLE, OCCASION, SPEAKER, *BODY))


def _bare() -> Page:
    """Nothing but the text: <br> only, no title element, no declared encoding."""
    return Page("bare", "<html><body>" + "<br/>\n".join((TITLE, OCCASION, SPEAKER, *BODY)) + "</body></html>",
                (TITLE, OCCASION, SPEAKER, *BODY), "gb18030")  # fmt: skip


def _editor_sections() -> Page:
    """A section a paragraph, as phone editors write, with sharing and the editor's name below the text."""
    body = "<div class='topbar'>今天是2031年1月26日 星期一 <a href=/>繁体版</a> | <a href=/>设为首页</a></div>"
    body += f"<div class='news_show'><div class='news_title'>{TITLE}</div><div class='news_info'>"
    body += (
        "<span>2031-01-25 09:12:33</span> <span>来源：市政府办</span> <span>【字号：<a>小</a> <a>大</a>】</span></div>"
    )
    body += f"<div id='js_content'><section><section>{OCCASION}</section><section>{SPEAKER}</section>"
    body += _paragraphs("<section><span>{}</span></section>") + "</section><p>扫码分享</p><p>责编：张三</p></div>"
    body += f"<div class='recommend'><h4>推荐阅读</h4>{_links(NEWS, 'p')}</div></div>"
    body += "<select><option>友情链接</option></select><div id='footer'>未经授权，不得转载</div>"
    return Page("editor sections", _page(_HEAD, body), (TITLE, OCCASION, SPEAKER, *BODY))


def _asp() -> Page:
    """A row of a layout table for each thing: place, title, counts, text, neighbours, buttons, who runs the site."""
    rows = (
        "您现在的位置： <a href=/>临川政府网</a> &gt;&gt; <a href=/>政务</a> &gt;&gt; 正文",
        f"<span id='t'><b>{TITLE}</b></span>",
        "作者：佚名 文章来源：本站原创 点击数： <script>x()</script> 更新时间：2031-1-25",
        f"<p align=center>{OCCASION}</p><p align=center>{SPEAKER}</p>{_paragraphs()}",
        "文章录入：admin　　责任编辑：admin",
        f"<li>上一篇文章： <a href=1>{NEWS[0]}</a></li><li>下一篇文章： <a href=2>{NEWS[1]}</a></li>",
        "【<a href=x>发表评论</a>】【<a href=x>加入收藏</a>】【<a href=x>打印此文</a>】【<a href=x>关闭窗口</a>】",
        "站长：信息中心 页面执行时间：15毫秒",
    )
    body = "<table>" + "".join(f"<tr><td>{row}</td></tr>" for row in rows) + "</table>"
    return Page("asp", _page("", body), (TITLE, OCCASION, SPEAKER, *BODY), "gb18030")


def _phone() -> Page:
    """An article element; the date and the site's name without labels, praise and comments below."""
    body = f"<div class='tt'>{TITLE}</div><div class='info'><span>2031-01-25 09:12</span> <span>临川政府网</span></div>"
    body += f"<article><p>{OCCASION}</p><p>{SPEAKER}</p>{_paragraphs()}</article>"
    body += "<div class='zan'>点赞 23</div><div class='comment'>网友评论：暂无评论，快来抢沙发！</div>"
    return Page("phone", _page(_HEAD, body), (TITLE, OCCASION, SPEAKER, *BODY))


_LAYOUTS: tuple[Callable[[], Page], ...] = (
    _portal, _office_paste, _old_tables, _modern, _index_table, _crowded, _parts, _bare,
    _editor_sections, _asp, _phone,
)  # fmt: skip


def pages() -> tuple[Page, ...]:
    return tuple(layout() for layout in _LAYOUTS)
