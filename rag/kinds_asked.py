"""The kind of thing that a question asks for, and whether the words about its subject tell one that it does not say."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from rag.clauses_about import clauses_of_its_thing, nearest_clauses, without_siblings
from rag.contradicts import tells_otherwise, tells_the_same
from rag.items_told import (
    is_new,
    names_new_doer,
    names_new_person,
    opens_with_another,
    says_new_name,
    says_new_place,
)
from rag.measures_asked import ALL_ASKED, MEASURES, told_in_all
from rag.quoted import QUOTED_OR_TITLE

_WHICH = r"(?:哪(?:一|[几两三四五六七八九些])?|什么|啥)"
_IN_PLACE = r"[在到落放建设开办搬挪迁盖修装摆址]"
_ASKS_WHETHER = re.compile(r"[吧吗][,，]")  # and what else
_WHICH_PERSON = (
    r"哪(?:一|几|些|两)?[位名个]?(?:运动员|选手|专家|院士|明星|作家|演员|导演|歌手|领导|老师|医生|教练|顾问|企业家|艺术家|劳模|英雄)"
    r"|哪[几一两]?位(?=[^\u3400-\u9fff]|$)"
)
_WHICH_PLACE = (
    r"哪(?:一|[几两三些])?[个座些条片处家]?(?:场馆|体育馆|剧院|剧场|酒店|宾馆|车站|机场|码头|口岸|基地|馆)"
    r"|(?:分别|都|各)(?:放|设|建|选|落|位于)?[在是]?(?:哪[里儿]?|什么地方|啥地方)(?=[^\u3400-\u9fff]|[的呀啊呢]|$)"
)
_OTHERS_ASKED = r"除了?[^,，。?？]{2,20}[,，]?(?:还|另外|其他|别的)有?[哪谁]"
# 「跟甲市一道入选的是哪个市」
_BESIDE = re.compile(r"[跟和与同][^,，]{2,10}?(?:一道|一起|一同|一块儿?|同时|双双|并列)")
_COUNTED = re.compile(r"(?:\d|[一二两三四五六七八九十]+)余?[个家所条座项处件位名人部款支站只片户]")
_LISTED = re.compile(
    r"[^\d、,]{2,}[、和与及][^\d、,]{2,}?等?(?=\d|[一二两三四五六七八九十]+[个家所条座])|等|分别[是为]|包括|唯一|[:：(（]"
)

_KIND_ASKED = re.compile(r"哪(?:一|[几两三些])?[家所个]?([\u3400-\u9fff]{2})")
_YEAR = (
    r"\d{1,2}月|月[初中底末]|季度|[上下]半年|年[初中底末内]|\d年|[今明后去当]年|[一二两三四五]年|[春夏秋冬]季|尽快|即将|早日|十[二三四五]五|试运行|首[航次飞]"
    r"|举[办行]|召开|获[得评批]?|成立|揭牌|实施|出台|发布|印发|签|设立|推出|开展|入选|[动开]工|开建|启动|批[下复准]|奠基|发行|竣工|封顶|贯通|下线|创[建成]"
    r"|荣|建立|结[为成好]|成为|升|迎|投入|改造|更名|升格|落[户地成]|挂牌|建成|完工|完成(?!投资|\d)|投[产用运]|通[车航水]|开[通业园馆放诊]|启用|交付|上线|运营|发电|并网|\d[^,]*年"
)
_REASON = re.compile(
    r"[因受]|由于|为[了\u3400-\u9fff]|以[便期]|得益|鉴于|针对|面对|影响|导致|致使|造成|缘|源于|基于|助力|促进|推动|带动|拉动|依托|通过"
    r"|满足|解决|增强|实现|[让使]|方便|缓解|免[缴收征费]|制约|不足|困难|挑战|首[位次个]|连续|连[增丰涨]|持平|最[好高大快]|历史"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a kind of thing is asked for, and whether words tell one that the question does not say itself."""

    asked: re.Pattern[str]
    told: Callable[[str, str], bool]


def _said_by(pattern: str | re.Pattern[str]) -> Callable[[str, str], bool]:
    words_that_tell = re.compile(pattern)
    return lambda question, words: words_that_tell.search(words) is not None


def _who(question: str, words: str) -> bool:
    words = _without_siblings(question, words)
    return names_new_doer(question, words) or opens_with_another(question, words) or _has_name_of_kind(question, words)


def _has_name_of_kind(question: str, words: str) -> bool:
    """Whether words have a name that ends like the kind asked for: 「临海实验室牵头」 for 「哪家实验室」."""
    kind = _KIND_ASKED.search(question)
    named = None if kind is None else re.search(rf"([\u3400-\u9fff]{{2}}){kind[1]}", words)
    return named is not None and is_new(question, named[1])


def _where_each(question: str, words: str) -> bool:
    """Whether places are told, or things in a list, which may be names of such places: 「甲、乙2座体育馆」."""
    return "、" in words or _where(question, words)


def _another(question: str, words: str) -> bool:
    return "、" in words or says_new_name(question, words)


def _where(question: str, words: str) -> bool:
    return says_new_place(question, _without_siblings(question, words))


def _without_siblings(question: str, words: str) -> str:
    """Words without what stands beside the thing in a list; all of them where that is asked for."""
    return words if _BESIDE.search(question) else without_siblings(question, words)


def _named(question: str, words: str) -> bool:
    """Whether names stand in words that may only count: 「甲、乙等3家」, but not 「新增3家」."""
    counts = any(_COUNTED.search(QUOTED_OR_TITLE.sub("", clause)) for clause in nearest_clauses(question, words))
    if not counts or _LISTED.search(_without_names_said(question, words)):
        return True
    return says_new_name(question, words) or opens_with_another(question, words)


def _without_names_said(question: str, words: str) -> str:
    """Words without the names in quotation marks that the question says, which may be lists themselves."""
    return QUOTED_OR_TITLE.sub(lambda found: found[0] if is_new(question, found[1]) else "", words)


def _why(question: str, words: str) -> bool:
    """Whether a reason is told, or what is asked about is not surely told."""
    return _REASON.search(words) is not None or not tells_the_same(question, words)


# Of 36,434 training pairs asked of their own sentence, these rule out 730 near misses more, and 41 right ones.
_KINDS = (
    _Kind(  # who won, made or paid for it
        re.compile(
            r"(?:[是被由]|给了|[和跟与])谁(?=[^\u3400-\u9fff]|$|[的家呀啊呢签拿设合一办做造赢夺在]|共)(?!说理)"
            r"|谁(?:家的|夺|拿[了下到的]|获|得[了的]|赢|中标|设计|造的|做的|演|唱|牵头|投的|签|接手|捧|摘|赞助|承建|承办|主持|揭|买走|捐|手里|[\u3400-\u9fff]{0,3}(?:第一|冠军|头名)(?!季))"
        ),
        _who,
    ),
    _Kind(
        re.compile(
            rf"哪(?:一|[几两三四五六七八九])?家(?![\u3400-\u9fff]{{0,4}}院)|(?<!个){_WHICH}[个所家一]?(?:公司|企业|单位|机构|部门|银行|集团|高校|大学|学院|学校|[中小]学(?!生)"
            r"|研究所|研究院|设计院|俱乐部|厂家?(?![房区])|队伍?|球队|团队|委办局|委员会)"
        ),
        _who,
    ),
    _Kind(re.compile(_WHICH_PERSON), _who),
    _Kind(
        re.compile(
            rf"(?<![差好便难强弱足用跌涨升降因题点别势板处卡出划轮])(?:{_IN_PLACE}了?|位于|布局|安置)[^,，。?？花钱用差好在底]{{0,2}}?"
            r"(?:哪里|哪儿|哪(?=[?？,，。 ]|$|[了的呢啊呀])|(?:什么|啥)地方|何处)(?!都|.*(?:挂牌|上市|交|为止))"
        ),
        _where,
    ),
    _Kind(
        re.compile(
            r"哪(?:一|[几两三])?[个座些]?(?:省(?!实验室|[级属直委内])|市(?![场民级属直])|城市|地市|区县?(?![别块域间级])|县(?![级域])|国(?!际|企|资|内|道|家[级队重])家?|州|镇(?!痛)|乡|街道?|社区|村(?!民)|小区|商场|广场|校区|园区)"
        ),
        _where,
    ),
    _Kind(re.compile(_WHICH_PLACE), _where_each),
    _Kind(re.compile(_OTHERS_ASKED), _another),
    _Kind(re.compile(r"哪(?:几|两)[个家所条座位处项支](?!方面)|都有哪些(?=[?？。]|$)"), _named),
    _Kind(
        re.compile(
            r"(?:电话|热线|号码|手机号)[^,，。?？]{0,4}(?:多少(?!个)|几号|什么|啥)|[打拨](?:哪|什么|几)[^,，。?？]{0,3}(?:电话|(?<!口)号)|哪个(?:电话|号码)"
        ),
        _said_by(r"(?<!\d)\d{5}(?!\d)|热线|电话|\d{3,4}-\d{5,}"),
    ),
    _Kind(
        re.compile(
            r"(?:怎么|如何|咋|怎样|在哪里?|[去上]哪(?:儿|里)?)(?:才?能|可以|去|个)?(?:报名|申请|申领|领(?![导先跑衔])|买到?(?=[^\u3400-\u9fff]|$|票)|购买|预约|预订|下载|登记|挂号)"
            r"|[要得带][^,，。?？]{0,4}(?:什么|啥|哪些)(?:材料|手续|证件|资料)"
        ),
        _said_by(
            r"通过|凭|网(?!络|点)|APP|小程序|线上|在线|窗口|大厅|办[理领]|携带|受理|到[^,，]{2,8}[办领]|免申|一键|登录|申请|申领|报名|领取|预约|扫|码|门票|购票|享"
        ),
    ),
    _Kind(  # the level before a rise
        re.compile(
            r"(?:(?:提[高标价]|上调|下调|[涨升降加]价?|改[了革]?)(?:之前|以前)|[涨降]前)[^,，。?？]*(?:多少|几)"
            r"|(?<!加上)(?:原来|原先|先前|以前)的[^,，。?？]*(?:多少|几)"
        ),
        _said_by(r"[从由]|原|此前|之前|(?:提高|增加|上调|上涨|降低|下降|增长|下调|[加减多少])了?约?\d"),
    ),
    _Kind(
        re.compile(
            r"^(?!.*(?:不再|都不|取消)).*为(?:什么|何|啥)[^,，。?？]{3}|(?:什么|啥|是何|哪些?)(?:原因|缘故|理由)|原因(?:是|何在|在)|依据(?:是|何在|在)"
        ),
        _why,
    ),
    _Kind(
        re.compile(
            r"叫(?![好醒停做])(?:什么|啥)|(?:什么|啥)(?:名字?(?![义堂目])|牌子|片名|书名|型号|品种|车型|路名|站名|校名)|名字(?:是|有|能|都|分别|列|叫)|名单(?=[是有列给呢?？,，]|$)"
            r"|(?:都有|(?:都|分别|就)?是)(?:哪[些几](?:个(?!方|点)|[家所条位座部处支只])|谁(?=[?？。呀啊呢 ]|$))"
        ),
        _named,
    ),
    _Kind(
        re.compile(
            r"姓(?:什么|啥)|姓甚|大名|(?:老总|老板|董事长|总经理|院长|校长|馆长|会长|主角|演员|主演|作者|导演|教练|设计师)[是叫](?:谁|哪位|什么|啥)"
        ),
        names_new_person,
    ),
    _Kind(  # 「哪年动工」 of one that is only worked for
        re.compile(r"哪一?年(?![级纪代龄轻更多大高少快低强])"), _said_by(_YEAR)
    ),
    *(_Kind(asked, _said_by(told)) for asked, told in MEASURES),
    _Kind(ALL_ASKED, told_in_all),
)


def tells_no_such_thing(question: str, sentence: str) -> bool:
    """Whether a question asks for a thing of a kind that the clauses about its subject do not tell."""
    kinds = _kinds_of(question)
    if not kinds:
        return False
    words = clauses_of_its_thing(question, sentence)
    return not tells_otherwise(question, words) and any(not kind.told(question, words) for kind in kinds)


@lru_cache(64)
def _kinds_of(question: str) -> tuple[_Kind, ...]:
    return () if _ASKS_WHETHER.search(question) else tuple(kind for kind in _KINDS if kind.asked.search(question))
