"""What is measured, that a question asks the figure of and the clause has to say: profit, exports, what is left."""

import re

from rag.clauses_about import nearest_clauses

_FIGURE = r"[^,，。;；?？]{0,12}(?:多少|几|百分之|好多|多大)"

# What is asked for, and what tells it.
MEASURES = tuple(
    (re.compile(asked), re.compile(told))
    for asked, told in (
        (rf"(?:净?利润|盈利){_FIGURE}|(?:净?利润|盈利)(?:呢|怎么样)?[?？]?$", r"利润|盈利|利税|效益"),
        (rf"(?:预算|财政)支出{_FIGURE}", r"支出|投入"),
        (rf"^(?!.*进口).*(?<!进)出口(?!加工|基地|转|的?[企品商]|业务|生意){_FIGURE}", r"(?<!进)出口"),
        (rf"^(?!.*(?<!进)出口).*(?<!出)进口(?!博|药|商|的?[企品]){_FIGURE}", r"进口"),
        (rf"^(?!.*(?<!存)贷款).*存款(?:余额)?{_FIGURE}", r"存款|储蓄|存贷款[^,，]*(?:分别|双|均)"),
        (rf"^(?!.*存款).*贷款余额{_FIGURE}", r"(?<!存)贷款|授信|融资|信贷|放贷|存贷款[^,，]*(?:分别|双|均)"),
        (rf"(?:销量|销售额|销售收入){_FIGURE}", r"销|成交|零售|交易|营收|营业收入|签约"),
        (rf"产量{_FIGURE}", r"产|[吨斤担]"),
        (r"(?:塔|楼|坝|大桥|山|像|馆)[^,，。?？]{0,4}(?:有|到底|是)?(?:多高(?!的[级端])|高多少)", r"米|层|高\d|高度"),
        (
            r"(?:园|馆|院|厂|广场|湖|校区?|水?库|仓库|基地|中心)(?:占地|总共|一共|到底|有|建筑)*多大(?=[?？]|$|面积)",
            r"亩|平方|公顷|平米|万方|规模|[吨座张床位]",
        ),
        (rf"(?:回程|返程){_FIGURE}", r"[回返]程"),
        (rf"(?:入境游客|入境游|外国游客|境外游客|外国人来玩|国际旅客){_FIGURE}", r"入境|境外|国际|外国|外籍|海外"),
        (  # of one thing, where a total of many stands beside it
            r"(?:[投砸]|[要得]花)(?:了|资|入|进去)?(?:多少|几)个?(?:亿|钱|元|万)|(?:总投资|投资额)[^,，。?？]{0,3}(?:多少|几|多大)",
            r"[\d一二两三四五六七八九十百千万余多](?:[万亿]*[美欧]?元|亿)|投资[^,，]*\d",
        ),
        (r"(?:高|最低)工资" + _FIGURE, r"工资|薪"),
    )
)
_IN_ALL = re.compile(r"累计|达到?|总[数量]|突破|超过|拥有|[共现]有|保有")
ALL_ASKED = re.compile(
    r"^(?!.*(?:新[增建设开上添]|补贴)).*(?:(?:一共|总共|共|现在?|目前|如今|到今|全市|全省|全区)[^,，。?？增新建]{0,8}有[^,，。?？增新]{0,8}(?:多少|几)|连老的|加上(?:老|原)|(?:总数|存量|保有量)[^,，。?？]{0,4}(?:多少|几))"
)
_NEW_ONLY = re.compile(r"新(?:[增建设开签认聘招]|改建|培育|引进)|净增")


def told_in_all(question: str, words: str) -> bool:
    """Whether a figure may be of all there are, and not only of those that were added."""
    of_added = all(_NEW_ONLY.search(clause) for clause in nearest_clauses(question, words))
    return not of_added or _IN_ALL.search(words) is not None
