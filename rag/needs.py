"""What a question asks for that a sentence has to hold to tell it: a day, names, a person, a share of each head."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from index.numerals import number_value
from index.quantities import quantities
from index.words import fold
from rag.clauses import last_clause
from rag.clauses_about import clauses_about
from rag.kinds_asked import tells_no_such_thing
from rag.lexicon import usages_in
from rag.names_asked import lacks_name
from rag.numbers_asked import lacks_number
from rag.place_told import is_of_other_place, names_none_there
from rag.units import PRICES, of_its_measure, units_said

_PER_HEAD = re.compile(r"[人户亩村校]均|平均每[一百千万]*[个名]?[人户亩村校](?!口)")
_MONTH_ASKED = re.compile(r"(?:几|哪个?)月|几号(?=[^\u3400-\u9fff]|[开能正就才]|$)")
_DAY_ASKED = re.compile(r"哪一?[天日]|多久|多长时间")
_MONTH = (
    r"\d{1,2}月|\d{1,2}[·・.]\d{1,2}|[一二三四五六七八九十]月|月[初中底末]|(?<!每)季度|[上下]半年|年[初中底末内]|节前"
    r"|国庆|五一|春节|元旦"
)
_DAY = (
    r"\d{1,2}月|月[初中底末]|(?<!每)季度|[上下]半年|年[初中底末内]|\d+[天日周]|小时|分钟|工作日|个月|节前"
    r"|半天|当[日天]|即时|压缩"
)
_AMOUNT = r"[\d一二两三四五六七八九十百千余多][万亿]*[美欧]?元|[\d余多]亿|免(?!疫|税|检)"
_NOT_COUNTED = r"(?![个家人户套项件处条名次场样种天年])"
_DONE = (  # what is done this year, done or to be done
    r"建成|完[工成]|竣工|落成|投[产用运]|投入(?:使用|运[营行]|生产)|通[车航水]|开[通业园馆放诊]"
    r"|启用|交付|揭牌|上线|贯通|打通|运营|发电|首航|开航|开学|招生|并网"
)
_NEEDS = (
    (_MONTH_ASKED, re.compile(_MONTH)),
    (  # two levels tell not whether they come nearer
        re.compile(
            r"(?:差距[^,，。?？]{0,8}(?:缩小|缩短|收窄|拉大|扩大|变[大小])|(?:缩小|缩短|收窄|拉大|扩大)[^,，。?？]{0,10}差距)"
            r"(?=了?[^,，。]{0,3}(?:吗|没有?|吧|还是)|[?？]?$)|差距[^,，。?？]{0,4}(?:是不是|有没有|是否)"
        ),
        re.compile(
            r"差距|差异|均衡|一体|收入比|倍差|之比|比值|缩小|收窄|扩大|拉大|[快高低慢]于|分别.*[%％]|(?:增长|提高|下降|增速|增幅)[^,，;；]*[%％]"
        ),
    ),
    (
        re.compile(
            r"多少个?(?:人(?!均|家|才公寓|大)|学生|老人|孩子|儿童|游客|旅客|医生|老师|病人|工人)(?!的)"
            r"(?![\u3400-\u9fff]{0,2}(?:公寓|食堂|站|岗|园|室|房|舍|基地|中心|机|餐))"
        ),
        re.compile(
            r"人|[\d余多万]名|[\d余多万]位|户|[学师新]生|成|[%％]|教师|教职工|儿童|老|群众|居民|志愿者|农民|医护|[学床托]位"
        ),
    ),
    (
        re.compile(r"多长(?!时间|的时间|日子)|全长"),
        re.compile(rf"公里|千米|米|里程|里|{_DAY}|\d年|[一两二三四五]年|为期"),
    ),
    (
        re.compile(r"多大面积|面积(?:有|是)?多[大少]|占地(?:面积)?(?:有|是)?(?:多[大少]|几)"),
        re.compile(r"亩|平方|公顷|平米|㎡|万方|[%％成]"),
    ),
    (  # 「低保每月各发多少钱一个人」: a sum that was paid out is no rate
        re.compile(r"(?:多少|几)[钱元块]+一?个?[人户]|每个?[人户](?:每[年月])?[^,，]{0,6}(?:多少|几)[钱元块]"),
        re.compile(
            r"每|均|标准[^,，]{0,6}\d|一次性|(?:津贴|补贴|补助|养老金|救助金)(?:提[高升]|增[加至]|上调|调整|达)[^,，]{0,6}\d"
        ),
    ),
    (re.compile(r"(?:多少|几)张(?=病?床)|床位?[^,，。?？]{0,4}(?:多少|几)张"), re.compile(r"床|张|[%％]")),
    (
        re.compile(r"(?:[到开关]|早上|晚上)几点|几点(?:钟|[开关结起到])"),
        re.compile(r"\d[点时:：]|[早晚夜]|时段|小时|全天"),
    ),
    (
        re.compile(r"(?:多少|几)(?:册|本(?![科土地级市省区县金钱来]))"),
        re.compile(r"[\d一二两三四五六七八九十百千万亿余多][本册]"),
    ),
    (
        re.compile(
            r"(?:多少|几|好多)[枚块面个]?(?:[金银铜奖]牌|牌子|牌(?=[^\u3400-\u9fff]|$)|金(?=[^\u3400-\u9fff]|$))"
        ),
        re.compile(
            r"[枚块面]|\d[余多]?[金银铜]|[一二两三四五六七八九十][余多]?[金银铜]|牌(?:数|总数)?[\d一二两三四五六七八九十]"
        ),
    ),
    (_DAY_ASKED, re.compile(rf"{_DAY}|\d年|[一二两三四五]年|每[天日周月季年]")),
    (
        re.compile(
            r"(?:\d|[两三四五六七八九十])[个家所条座].{0,20}(?:(?:是|叫|有)(?:哪[几些]个?|(?:什么|啥)[\u3400-\u9fff]?名)|[叫都](?:是|叫)?(?:什么|啥))|是哪(?:几|\d+)[个家所条座]"
        ),
        re.compile(r"[、“\"「『]|和|及|与|等"),
    ),
    (
        re.compile(r"(?:多少|好多|几多)钱|花(?:了|费)?多少|几块(?=钱|[^\u3400-\u9fff]|[吧呢吗了]|$)"),
        re.compile(_AMOUNT),
    ),
    (
        re.compile(r"百分之(?:几|多少)|百分点|几成"),
        re.compile(r"\d|[成倍]|百分|分之|半|翻|全覆盖|全部"),
    ),  # of amounts it is calculated
    (  # 「新增的企业各有多少家」: several, where the question does not say which
        re.compile(r"^(?!.*(?:年.*年|[两和与跟及、]|分别)).*各(?:有|是|为)?(?:多少|几)"),
        re.compile(r"\d[^,，、;；。]*[,，、].*\d"),
    ),
    (re.compile(r"主城区|中心城区|老城区"), re.compile(r"城区|老城|旧城|中心城|市区|建成区")),
    (
        _PER_HEAD,
        re.compile(
            rf"{_PER_HEAD.pattern}|每[一百千万\d]*[个名]?[人户亩]|每[一百千万\d]*常住人口|居民[\u3400-\u9fff]{{0,2}}可支配收入"
        ),
    ),  # a total is no 「人均多少」
    (re.compile(r"哪(?:一|几)?[所个家座]?(?:小学|中学|高中|学校|学院|幼儿园)"), re.compile(r"学|校|幼儿园")),
    (
        re.compile(r"哪(?:一|几)?[条个]?(?:路|大道|巷)|哪(?:一|几)?条街(?!道)"),
        re.compile(r"街(?!道)|大道|[路巷桥速线隧]"),
    ),
    (re.compile(r"哪(?:一|几)?个?街(?!道)"), re.compile(r"[街路道巷桥速线隧]")),  # or a 街道
    (re.compile(r"哪(?:一|几)?[家个所]?医院"), re.compile(r"院|卫生|社卫|疾控|妇幼|附一")),
    (re.compile(r"哪(?:一|几)?个?小区"), re.compile(r"小区|社区|[苑园里村城]|片")),
    (re.compile(r"哪(?:一|几)?个?(?:社区(?!卫生)|街道|镇|乡|村)"), re.compile(r"社区|街|镇|乡|村|里|片")),
    (
        re.compile(r"(?:还|另外?)?[剩余](?:下|余|了)?(?:的|有)?(?:多少|几)|还有(?:多少|几)[^,，]{0,8}[没未]"),
        re.compile(r"[剩余未]|仍|还有|尚|全部|全面完成|所有|清零|不及"),
    ),
)
# What is told of the very thing, in its clause or beside it, and not of what else a sentence tells.
_DONE_OF_ITS_OWN = (
    (  # 「三期哪年能用上」 of one that is begun
        re.compile(
            r"(?:哪一?年(?:的?哪一?个?月)?|(?:什么|啥)时候|何时|几时)(?:能|会|才|可以|全部|全线|正式|要)*"
            r"(?:建[好成完]|通(?:[车航水电气]|[^\u3400-\u9fff]|$)|投[产用运]|完[工成]|竣工|修[好完通]|用上|启用|上线|发电|并网|开[业园馆放通门诊])"
        ),
        re.compile(rf"{_DAY}|\d年|[今明去当]年|[一二两三四五]年|秋季|尽快|即将|{_DONE}"),
    ),
    (  # 「哪年动工」 of one that is only applied for
        re.compile(
            r"(?:哪一?年(?:的?哪一?个?月)?|(?:什么|啥)时候|何时|几时)(?:能|会|才|可以|全部|全线|正式|要)*"
            r"(?:[动开]工|开建|启动|批[下复准]|获批)"
        ),
        re.compile(
            rf"{_DAY}|\d年|[今明去当]年|[动开]工|开建|启动|批[下复准]|获批|核准|奠基|破土|发行|(?:建设|新建|改造)\d"
        ),
    ),
    (  # 「啥时候能住上」 of homes that are begun
        re.compile(
            r"(?:哪一?年|(?:什么|啥)时候|何时|几时)[^,，。?？]{0,4}(?:住[上进]|搬[进回]|入住|交房|[走跑]车|坐[上到])"
        ),
        re.compile(rf"{_DAY}|\d年|[今明去当]年|建成|竣工|交付|入住|通车|开通|运营"),
    ),
)
# The same of what is paid, which may stand before it, too.
_PAID_OF_ITS_OWN = (
    (  # 「门票多少」, 「每户补多少」
        re.compile(
            rf"几毛|(?:{PRICES}|总投资|造价)[^,，。?？增涨降减]{{0,5}}(?:多少|几){_NOT_COUNTED}"
            r"|(?:(?<![公成外社移提上])交|领|掏|补贴?|赔|罚|(?<![获得大中])奖)(?:得到?|到|费|了)?(?:多少|几)(?:钱|元|块|[^\u3400-\u9fff]|$)"
            r"|(?<![税征回招丰])收(?:多少|几)(?:钱|元|块|费|[?？])"
            rf"|{PRICES}[^,，。?？]{{0,2}}(?:怎么收|贵不贵)"
            r"|每?月[^,，。?？]{0,6}(?:涨|加|提|多)[^,，。?？]{0,3}(?:多少|几|好多)(?:块|元|钱)"
        ),
        re.compile(rf"{_AMOUNT}|[%％]"),
    ),
)
_PHASE = re.compile(
    r"(?<![第分])([一二三四五六])期(?![间望限待末中初妇])(?=工程|项目|[\u3400-\u9fff]*[哪什啥何几多吗])"
)
_SCHOOLS_COUNTED = re.compile(r"(?:多少|(?<![哪那这])几)所(?!有)")
_NUMERALS, _THING_CHARS = "一二三四五六", 2
_LATIN = re.compile(r"(?<![A-Za-z])[A-Z]{2,}(?:\d[\d.]*)?(?![A-Za-z])")
_HAN = re.compile(r"[\u3400-\u9fff]")
_NUMBERED = re.compile(r"(\d+|[一二三四五六七八九十]+)号(线|楼|院|地块|机组|高炉|矿)")
_ALSO_NUMBERED = re.compile(
    r"(\d+|[一二三四五六七八九十]+)(?=(?:[、,，和及与至/](?:\d+|[一二三四五六七八九十]+))*号(?:线|楼|院|地块|机组|高炉|矿))"
)


def asks_day(question: str) -> bool:
    """Whether a day, a month or a time is asked for."""
    return any(asked.search(question) for asked in (_MONTH_ASKED, _DAY_ASKED))


@lru_cache(4_096)  # choosing sentences and ordering them ask it of the same ones
def lacks_what_is_asked(question: str, sentence: str) -> bool:
    """Whether a sentence cannot tell what is asked, however near: 「在哪所学校」 of one that names no school."""
    for told in _needed(question):
        if not told.search(sentence):
            return True
    for told, with_before in _needed_of_its_own(question):
        if not told.search(clauses_about(question, sentence, with_before=with_before)):
            return True
    return any(lacks(question, sentence) for lacks in _held_against(question))


@lru_cache(64)  # one question, many sentences
def _needed(question: str) -> tuple[re.Pattern[str], ...]:
    return tuple(told for asked, told in _NEEDS if asked.search(question))


@lru_cache(64)
def _needed_of_its_own(question: str) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """What the clauses about the thing have to tell, and whether the one before them may."""
    return tuple(
        (told, needs is _PAID_OF_ITS_OWN)
        for needs in (_DONE_OF_ITS_OWN, _PAID_OF_ITS_OWN)
        for asked, told in needs
        if asked.search(question)
    )


@lru_cache(64)
def _held_against(question: str) -> tuple[Callable[[str, str], bool], ...]:
    """What else a sentence is held against: things, numbers, names; a unit, whose it is, an abbreviation, a phase."""
    said = (
        (any(map(of_its_measure, units_said(question))), _is_in_another_unit),
        (_LATIN.search(question) is not None, _lacks_abbreviation),
        (_PHASE.search(question) is not None, _is_of_another_phase),
        (_NUMBERED.search(question) is not None, _is_of_another_number),
        (_SCHOOLS_COUNTED.search(question) is not None, _counts_no_schools),
    )
    return (
        tells_no_such_thing,
        lacks_number,
        lacks_name,
        is_of_other_place,
        names_none_there,
        *(lacks for is_said, lacks in said if is_said),
    )


def _is_of_another_phase(question: str, sentence: str) -> bool:
    """Whether a question is about the second phase of something, and the sentence of none, or of another thing's."""
    for asked in _PHASE.finditer(question):
        thing = question[max(0, asked.start() - _THING_CHARS) : asked.start()]
        items = [last_clause(sentence[: told.start()]) for told in _phase_told(asked[1]).finditer(sentence)]
        if not items or (thing in sentence and not any(thing in item for item in items)):
            return True
    return False


@cache
def _phase_told(number: str) -> re.Pattern[str]:
    """A phase as sentences write it: 「二期」, 「2期」, 「二、三期」; the first also 「首期」."""
    first = "|首期" if number == _NUMERALS[0] else ""
    return re.compile(rf"(?:{number}|{_NUMERALS.index(number) + 1})(?:[、和至到-][{_NUMERALS}\d])*期{first}")


def _is_of_another_number(question: str, sentence: str) -> bool:
    """Whether a question is about line 3 or building 5, and the sentence not."""
    asked = {number_value(found[1]) for found in _NUMBERED.finditer(question)}
    return bool(asked) and not asked & {number_value(found[1]) for found in _ALSO_NUMBERED.finditer(sentence)}


def _is_in_another_unit(question: str, sentence: str) -> bool:
    """Whether a length, an area, a weight or the like is asked for and the sentence tells none."""
    units = next(filter(None, map(of_its_measure, units_said(question))), None)
    return units is not None and _amount_in(units).search(sentence) is None


def _counts_no_schools(_question: str, sentence: str) -> bool:
    """Whether schools or the like are counted (「几所学校」), and the sentence counts none: 「学位4080个」."""
    return not re.search(r"[\d一二两三四五六七八九十百千万余多几] ?所", sentence) and not any(
        re.search("[校园院]", clause) and quantities(clause) for clause in re.split("[,，、;；]", sentence)
    )


@cache
def _amount_in(units: frozenset[str]) -> re.Pattern[str]:
    """An amount in one of these units: 「两公里」, 「3.5 公里」."""
    return re.compile(rf"[\d一二两三四五六七八九十百千万亿余多半] ?(?:{'|'.join(sorted(units))})")


def _lacks_abbreviation(question: str, sentence: str) -> bool:
    """Whether a Chinese question says an abbreviation (HPV) that the sentence says neither so nor in other words."""
    if not _HAN.search(question):
        return False
    told = fold(sentence)
    for name in map(fold, _LATIN.findall(question)):
        usages = usages_in(name)
        in_words = any(usage.official[0] != name for usage in usages)  # reports seldom say 「GDP」
        others = (fold(word) for usage in usages for word in usage.official)
        if name not in told and not in_words and not any(word in told for word in (*others, *_ratings(name, told))):
            return True
    return False


def _ratings(name: str, told: str) -> list[str]:
    """The ratings that a text tells in the letter of one that a question supposes: 「AA+」 for 「AAA」."""
    return re.findall(rf"(?<![a-z]){name[0]}+(?![a-z])", told) if len(set(name)) == 1 else []
