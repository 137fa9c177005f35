"""What people say around a question that is no part of it: greetings, who they are or what for, thanks and haste."""

import re

_PAUSE = re.compile(r"(?<=[\u3400-\u9fff]{4})\s+(?=(?:\d{2,4}年?)?[\u3400-\u9fff]{4})")
_MARKED = re.compile(r"[,，。;；?？!！].")
_TO_END = r"[^,，。;；?？!！:：]"
_SEPARATES = r"[,，。!！:：~\s]"
_FAMILY = r"(?:妈妈?|爸爸?|爷爷?|奶奶?|老[公婆伴人]|孩子|儿子|女儿|闺女|朋友|同事|领导|老师|邻居|同学|家里人?)"
_ASK = r"(?:(?:请?问|了解|打听|咨询|请教)(?:问|了解|打听|一?[下句声哈]|个事)?|知道|晓得)"
# 「您好」, 「我想问一下」, 「我妈让我问问，」, 「听了一耳朵没记全，」, 「写材料要用，」, 「我是刚搬来的居民，」
_OPENINGS = (
    rf"(?:你好|您好|哈喽|打扰(?:一?下|了)?|不好意思|劳驾)[呀啊了]?{_SEPARATES}+",
    rf"(?:我|俺|咱)?(?:就|只|先|再|还|顺便|随便|其实)*(?:是)?(?:想|要){_ASK}(?:的是)?[,，:：]?",
    r"(?:请问|麻烦问|问|打听|咨询|请教)(?:一?下|一句)[,，:：]?|请问[,，:：]?",
    rf"(?:我|俺|咱)?们?家?{_FAMILY}(?:让|叫|托|要|喊)我{_TO_END}{{0,4}}(?:问|查|打听|了解|看){_TO_END}{{0,4}}{_SEPARATES}+",
    rf"[帮替](?:我|俺)?们?家?{_FAMILY}(?:问|查|打听){_TO_END}{{0,4}}{_SEPARATES}+",
    rf"{_TO_END}{{0,14}}(?:没记[全住清]|没听[清全]|记不太?清|忘了|一耳朵|一嘴){_TO_END}{{0,4}}{_SEPARATES}+",
    rf"(?:我|俺)?(?:正?在|要|准备|最近)*(?:写|做|搞|赶|整理){_TO_END}{{0,6}}(?:材料|稿子?|论文|作业|文章|方案|总结|课题|报道|汇报|功课)"
    rf"(?:要用|需要|用)?{_SEPARATES}+",
    r"(?:我|本人)是(?:一?[个名位])?(?:刚|新|才)?[搬来到]*(?:[这本咱]|附近|当地|本地)?(?:边|里)?的?(?:普通|老|新)*"
    rf"(?:居民|市民|网友|记者|学生|研究生|编辑|本地人|外地人|街坊|老百姓|住户|村民){_SEPARATES}+",
    rf"(?:我|俺)?(?:刚|才|新)(?:刚)?(?:搬|来|到){_TO_END}{{0,6}}{_SEPARATES}+",
    rf"(?:好奇|随便|随口|顺嘴)(?:问|打听)?(?:问|一?[下句嘴])?{_SEPARATES}+",
)
_OPENS = re.compile(rf"^(?:{'|'.join(_OPENINGS)})(?=.{{2}})", re.IGNORECASE)
# 「麻烦告诉我一下」, 「谢谢」, 「在线等，挺急的」
_CLOSINGS = (
    r"(?:麻烦|劳烦|拜托|烦请|辛苦|请|帮忙?|能不能|可以)(?:你|您|各位|大家|帮忙?|给|跟|[我俺])*"
    r"(?:告诉|说|讲|查|看|解答|回[复答]|告知|科普|指点)(?:[我俺]|一?[下声]|说|讲|查|看|清楚|吗|啊|呗|吧)*",
    r"(?:告诉[我俺]|[跟给][我俺][说讲])(?:一?[下声]|说|讲)*[呗吧啊]?",
    r"(?:谢谢?|多谢|感谢)(?:你|您|了|啦|啊|大家|各位)*",
    r"在线等|[挺很好蛮]?(?:比较|有点)?急(?:[的用啊急]|死了)*|求(?:解答?|告知|科普|助|回复)",
)
_CLOSES = re.compile(rf"(?P<mark>[,，。;；!！?？~\s]+)(?:{'|'.join(_CLOSINGS)})[。!！~?？\s]*$")
_FEWEST_CHARS = 2


def without_courtesies(question: str) -> str:
    """A question by itself: 「您好，我想问一下，修了几座桥？麻烦告诉我一下，谢谢」 is 「修了几座桥？」."""
    asked = question
    while (opening := _OPENS.match(asked)) is not None:
        asked = asked[opening.end() :]
    while (closing := _CLOSES.search(asked)) is not None and closing.start() >= _FEWEST_CHARS:
        asks = "?" if re.search(r"[?？]", closing["mark"]) else ""
        asked = asked[: closing.start()] + asks
    return asked


def with_pauses_marked(question: str) -> str:
    """A question that has no marks within, with commas where it has spaces: 「修了几座桥 今年还修不修」."""
    return question if _MARKED.search(question) else _PAUSE.sub(",", question)
