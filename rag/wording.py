"""How people word questions: the patterns that tell what is asked from what it is asked about. General Chinese and
English; nothing of any one report."""

import re


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


# A year; not the number of a quantity (「1980亿元」), but one before a comma (「2030,2031年」, 「in 2031, …」).
YEAR = re.compile(r"(?<![\d.])((?:19|20)\d{2})(?!\d|\.\d|,\d{3}(?!\d)|\s*(?:[亿万千个家元户套所项米%]|人(?!均)))")
# A year in short; not a stretch of time (「过去10年」, 「10年间」).
SHORT_YEAR = re.compile(r"(?<![\d.第近满达前这])(?<!过去)(?<!未来)(?<!连续)(\d{2})年(?![代来以间期多]|时间|左右)")

# The kinds of answer (rag.question.Wanted), asked with:
COVER_WHO = _any(
    r"谁(?:来)?[作做]的?.{0,6}报告|报告(?:是|由)?谁(?:来)?[作做]|报告人",
    r"[作做]报告的(?:人|是)|谁代表.{0,8}报告|who (?:gave|delivered|made)",
    r"(?<!副)[省市区县州盟旗]长(?:的名字)?(?:是谁|叫什么|叫啥|姓什么|是哪[位个])|谁是(?:现任)?(?:[\u4e00-\u9fff]{0,6})(?<!副)[省市区县州盟旗]长",
    r"who is the (?:(?:current|present) )?(?:head|mayor|governor|chief|leader)",
)
COVER_WHEN = _any(
    r"报告.{0,8}(?:哪天|哪一天|哪年|什么时候|何时|几月|日期|时间)",
    r"(?:哪天|什么时候|何时).{0,8}报告$",
    r"when was the report|report.*(?:what|which) (?:date|day)|(?:what|which) (?:date|day).*report",
    r"哪[天年].{0,12}[作做](?:的)?报告",
)
COVER_NUMBER = _any(r"文号|发文(?:字号|编号)|(?:文件|通知)(?:的)?(?:字号|编号|号是)|几号文|document number")
COVER_WHERE = _any(r"(?:哪个|哪座|什么)(?:省|市|区|县|地方|城市|地区|政府).{0,6}报告")
COMPARISON = _any(
    r"相比|对比|比较|变化|两年|compar",
    r"比(?:去年|上年|前一年|20\d\d年?)",
    r"差(?:多少|距|别|额)",
)
# The year that something is compared with: 「比2029年多」, 「跟2029年相比」.
COMPARED_WITH = _any(
    r"(?:相?(?:比|较)(?:起|于)?|(?:跟|和|与|同)(?=[^,，。]{4,8}(?:相?比|对比|比较)))(?:19|20)\d{2}年?(?:的?时候|那会儿?|同期)?(?:相?比(?![例重])|对比|比较)?"
)
TERM = _any(
    r"(?:叫|称为?|称作|名[叫为]|叫做|叫作)(?:什么|啥)",
    r"什么(?:名字|名称|说法|叫法)",
    r"(?:哪|什么)(?:一?个|种)?(?:名词|术语|概念|词语?|提法)",
    r"用什么词|怎么称呼",
    r"what (?:term|is the term)",
)
# A thing has a proper name, a concept has a term: 「去年新开的那家商场叫什么名字」.
PROPER_NAME = _any(
    r"^(?!.*(?:做法|模式|服务|机制|概念|名词|术语|提法)).*(?:[有哪那这几两三四五六七八九十一\d][个家条座所位只栋片]|长(?:叫|姓)).{0,40}"
    r"(?:(?:什么|啥)(?:路|站|楼|校|店|园)?名(?![义堂目单])|名字?(?:叫|是)(?:什么|啥))"
)
USE = _any(
    r"提到|提及|出现|用到|语境",
    r"(?:怎么|如何)(?:用|运用|体现|落实|推进|做)|报告(?:里|中|是)?.{0,4}怎么(?:说|讲|写|提)",
    r"有(?:什么|啥|哪些)(?:成绩|成效|成果|进展)|[搞干做弄]出(?:了|来)?(?:什么|啥|哪些)",
    r"哪里|何处|哪些地方",
)
DEFINITION = _any(
    r"什么(?:是|叫|叫做|意思|含义)|什么.{0,3}概念|何谓|啥(?:叫|是|意思)",
    r"(?:是|指的?是?|代表|表示)(?:什么|啥)(?:意思|含义|东西)?[?。]?$",
    r"意思|含义|定义|解释|指的?(?:是(?:什么|啥))",
    r"(?:怎么|如何)理解",
    r"(?:包括|包含|指)(?:哪|什么)",
    r"是(?:指)?哪[几两三四五六七八]?(?:个|样|种|类|项|些)(?:东西|内容)?[?。]*$",
    r"what (?:is|are|does).*(?:mean|\?|$)|define|meaning",
)
EXPLANATION = _any(
    r"意思|含义|定义|何谓|啥是|(?:是)?指的?(?:是)?(?:什么|哪|啥)|^什么是|解释一?下|what does .* mean|meaning of"
)
FIGURE = _any(
    r"多少|(?<![哪好])几(?!乎|何|代)|多[大高长快](?!范围|程度|力度|影响)|好多|百分之|数量",
    r"增[长速]率?(?:是|为|怎|如|有)|增速|增幅|比例|占比",
    r"(?:总额|规模)(?:是|为|有)",
    # A bare name of something counted: 「2031年新增就业目标」
    r"(?:(?:增长|就业|收入|产量|改造|建设)(?:的)?目标|总值|总量|产量|产值|总产|人数|户数|面积|总额|金额|增加值|收入)[?？。]*$",
    r"(?:新增|完成|实现|投入)[\u3400-\u9fff]{0,4}(?:数|额|量|值)(?:[、及和与]|[?？。]*$)|(?:位次|名次|排名)[?？。]*$",
    r"how (?:much|many)|rate|percentage|number of",
)
HOW_MANY = _any(r"多少|(?<![哪好])几(?!乎|何|代)|多[大高长快]|好多|百分之|数量|how (?:much|many)")
AIM = _any(r"目标|预期|定在|定为|指标")  # of which a growth is one as good as a number
AMOUNT_TOO = _any(  # beside a rate or a rank
    r"(?:多少|几(?!个百分)|多大|总额|规模|完成情况|完成额|[新完实]\w{0,3}[数量值]).*(?:增[长速幅]|涨|百分点|百分之|位次|名次|排名)",
    r"how much.*(?:grow|rate|rank)",
)
RANK = _any(r"第几|老几(?!十)|排头|头名|头一个(?!季)|排名|排第|排在|居第|位居|名次|位次|全[国省市区县州]第|\brank")
RISES = _any(r"(?<!负)增[长加]|新增|提[高升]|上升|扩大|改善|上涨|回升|增至|升至")
FALLS = _any(
    r"负增长|减少|下降|降低|下滑|缩[小减水]|降至|降到|(?<![除去挖拆排清扔卖关灭删减砍拔查搬化消换])掉[到了得]|跌|走低|(?<!山体)滑坡|恶化|萎缩",
    r"[变更]差(?![异距别])|(?:越来越|一年比一年|一年不如一年)差(?!不)",
)
THERE = _any(r"[那当]儿|那边|那里|[他她]们|当地")
WHICH_ONE = _any(  # by its name, of several that may be told side by side
    r"^(?!.*(?:更[多少高低大小快慢]|还有)).*(?:(?:哪|什么)一?[家座个条所位栋片]|哪(?:一个)?(?:企业|公司|单位)|叫(?:什么|啥)名|谁)"
)
EACH = _any(
    r"各(?![项类级种界族])(?:是|有|为|[\u3400-\u9fff]{0,4}?(?:多少|几))|分别|哪几"
)  # several figures of one sentence
# Several things, of each of which a figure is wanted: 「旧房子、破巷子翻新多少」.
SEVERAL = _any(
    r"(?P<one>[\u3400-\u9fff]{2})(?:、|(?<!共)和(?![谐平睦解])|(?<!参)与|跟|以及|还有)(?P<other>[\u3400-\u9fff]{2}).*(?:多少|几)"
)
# 「那几样是什么」: not how many.
NAMES_OF_SEVERAL = _any(r"几[\u3400-\u9fff]{1,2}[^,，。?？多少]{0,8}(?:分别|都|各)?(?:是|叫|指)(?:什么|啥|哪些)")
LIST = _any(
    r"哪些|哪几|有什么|有啥|分别|列[举出]|怎么|如何",
    NAMES_OF_SEVERAL.pattern,
    r"什么(?:措施|举措|安排|办法|计划|打算|动作|项目|成绩|成效|工作)",
    r"举(?:[几两一三]?个)?(?:例|名字)",
    r"which|list|what (?:measures|steps)",
)
# What is done or planned about something, all of it: one sentence would say too little.
OPEN = _any(
    r"(?:什么|啥子?|哪些|有么事?)[\u3400-\u9fff]{0,4}(?:打算|安排|动作|准备|法子|高?招数?|举措|措施|办法|计划|思路|功夫|盘算|实事|政策)",
    r"(?:做|干|(?<![举主承])办|下|(?<![推突])出|搞|整|安排|落实)了?(?:点|些|哪些|什么|啥)|[点些](?:什么|啥)",
    r"(?:怎么|怎样|如何|咋)个?(?!样|没|会|能|可能|回事|[设确规]?定)[\u3400-\u9fff]{1,6}(?:[?？。,，]|$)",
)
YES_NO = _any(
    r"(?:吗|吧|对不对|对吧|是吧|真的?假的?|没有?)[?。!]*$|^(?:我?听说|据说|有人说|都说)|是否|有没有|是不是|会不会|能不能|对不对|有无",
    r"^(?:is|are|does|do|did|has|have|will)\b",
)

# Any word that asks.
ASKS = _any(
    r"[?？]|什么|啥|哪|多少|几(?!乎|年来)|怎么|怎样|如何|为什么|为何|是否|有没有|是不是|能不能|吗|呢|谁|何时|何处|多[大高长快]",
    r"\b(?:what|which|who|when|where|how|why|is|are|does|do|did|has|have|will)\b",
)

# Words that point at the part that reviews, or at the part that plans. Relative years belong here: they mean the year
# that a report reviews and the year it plans for, whichever these are.
REVIEW = _any(
    r"去年|上年|上一年|过去一年|一年来|last year",
    r"已经|实际|回顾|完成情况|取得了?",
    r"(?:完成|实现|达到|做)了|(?<!为)了(?:多少|几|哪|什么|吗)",
)
PLAN = _any(
    r"今年|明年|来年|本年|未来|下一步|this year|next year",
    r"目标|计划|打算|力争|准备|安排|拟|将(?!近|军)|target|plan|goal",
    r"要(?:新|建|引|做|完成|实现|达|推|增|开|办|怎|干|搞)",
    r"会(?:新|建|引|有|怎|再)|还会|(?:什么时候|何时|几时|多久)才?能",
)

# Words that only ask, and words of time and of doing: what is left of a question without them is its topic.
_COUNTED = r"(?:平方米|公里|公顷|人次|[个家项条所场次人件套处座类种名元户亩位块份部只台辆])"
ASKING = _any(
    r"不是[^,，。?？]{1,10}的?那个",  # what the asker does not mean
    r"请问|请你?|麻烦|告诉我|帮我|查一?下|介绍一?下|说说|谈谈|讲讲|列[举出]",
    r"举(?:[几两一三]?个)?(?:例子?|名字)?|听听",
    r"(?:我想|想)(?:问|知道|了解)(?:一下|下)?",
    r"根据|按照|依据|对于|关于|方面|情况|具体",
    r"(?:这[份个])?(?:政府工作)?报告(?:里面?|中)?(?:说|讲|提到|提及|指出|显示)?(?:的|了|过)?|名词解释(?:里|中)?",
    rf"百分之(?:几|多少)|(?:多少|几)[万千亿]?{_COUNTED}?",
    r"(?:怎么|如何|咋)(?:解决|处理|应对|办|弄|搞|整|抓|做|样)了?|(?:搞|做|干|弄|建|办|改)得(?:怎么样?|如何|咋样|好不好)|咋样?",
    r"哪些事|哪些|哪几个?|哪[个家项条所里]?|什么时候|什么|怎么样?|如何|怎样|为什么|为何|多[大高长]|分别",
    r"好不好|难不难|贵不贵|多不多|快不快|够不够|方便了?(?=吗)|(?:我|咱|俺)们?家|有(?:什么|啥|哪些)(?:进展|动静|变化|说法|成果|好处)",
    r"是否|有没有|是不是|会不会|能不能|怎么回事|依据是|请?(?:说明|提供|列明|列出|简述)",
    r"是指|指的是|意思|含义|的定义|解释一?下?|一下|理解",
    r"吗|呢|啊|呀|吧|嘛|了(?=[?,。]|$)",
    r"[?!。,、;:“”\"'‘’《》()]",
)
TIME = _any(r"(?:19|20)\d{2}年?度?|去年|今年|明年|上一?年度?|本年度?|来年|过去一年|全年|年度")
DOING = _any(r"计划|打算|准备|目标(?:是|为)?|预期", r"完成(?:了|情况)?|实现了?|达到了?")
_FUNCTION_WORDS = (
    "的 了 是 有 在 和 与 及 或 把 被 将 要 会 能 对 从 到 为 中 里 内 上 下 后 前 以及 一 个 "
    "我 你 他 我们 你们 咱们 他们 咱 啥 这 那 这个 那个 "
    "还 都 也 就 又 再 很 年 区 市 报告 区里 全区 我区 我市 全市 "
    "动作 措施 举措 办法 成绩 成效 进展 打算 内容 抓 搞 干 "
    "准备 还有 指出 列出 形势 大概 大约 想 弄 拿 本 各 各自 对应 相关 有关 以来 "
    "程度 模样 地步 做 事儿 啥事 咋 搞得 进展 成果 俺 "
    "总共 一共 合计 共计 到底 就是 让 帮 问 好多 好多个 几多 我妈 我爸 妈 爸 孩子他 人家 沾光 "
    "钱 金额 数量 人数 户数 总数 事 事情 东西 时候 地方 地区 现在 当前 目前 "
    "the of in on at is are what which how many much was were for a an to and did does do by it"
)
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())

# Verbs that the tagger takes for nouns.
DOING_WORDS = frozenset(["新建", "改建", "扩建", "新增", "改造", "修建", "新开", "新改扩建"])

GREETING = _any(
    r"^(?:你好|您好|哈喽|嗨|在吗|在不在|(?:早上|上午|下午|晚上)好)(?:啊|呀|吗)?[!。~,. ]*$",
    r"^(?:(?:好的?|知道|明白|晓得|收到|懂)[了啦吧]?[!。~,. ]*)*"
    r"(?:谢谢|多谢|感谢|再见|拜拜|好的|(?:知道|明白|晓得|收到)了)(?:你|您|了|啊|啦)?[!。~,. ]*$",
    r"^(?:hi|hello|hey|thanks|thank you|bye|ok)[!., ]*$",
)
# Instructions to the system, and tasks other than reading reports.
# The words of such tasks are the reports' own, too: 工作程序, 谱写故事, 讲好故事, 翻译服务, 扮演重要角色.
_WRITINGS = (
    r"(?:诗|词牌|绝句|律诗|对联|顺口溜|作文|小说|代码|程序|脚本|情书|笑话|故事|文案|歌词|检讨|演讲稿|邮件|简历|请假条"
    r"|祝福语|广告语|朋友圈|推文|段子|读后感|心得体会)"
)
_TO_ME = r"(?:[帮给替为跟]我|请你?)"
OUT_OF_BOUNDS = _any(
    r"(?:忽略|无视|忘掉|忘记|抛开|绕过|不要遵守|不用管|别管).{0,12}(?:指令|要求|规则|提示|设定|限制|指示)",
    r"(?:系统|隐藏|初始|后台|内部)(?:的)?提示(?:词|是|[?,。]|$)|(?:输出|打印|显示|告诉我|复述|泄露).{0,6}你的?.{0,8}(?:提示|指令|规则|设定|密码|密钥)",
    r"(?:从现在起|从现在开始|现在起|接下来)[,，]?你(?:就)?(?:是|要|必须|扮演|叫)|你现在(?:是|扮演)|(?:假装|假设)你(?:是|不是)|jailbreak|\bDAN\b",
    r"扮演(?![着了]?(?:什么|怎样|何种|哪|重要|关键))",
    r"system prompt|ignore .{0,20}(?:instruction|prompt|rule)",
    rf"(?<![谱书续])写(?:一?[首篇个段份]|点)?.{{0,8}}{_WRITINGS}",
    rf"[作编](?:一?[首篇个段份]|点).{{0,8}}{_WRITINGS}|(?:{_TO_ME}[作编].{{0,8}}|^[作编]){_WRITINGS}",
    rf"(?:讲一?个|{_TO_ME}讲|^讲)(?:笑话|故事)|{_TO_ME}.{{0,8}}翻译|翻译(?:成|一?下|这|以下)",
    r"(?:python|java|sql|javascript).{0,6}(?:代码|程序|脚本)",
    r"你是(?:谁|什么模型|哪个模型)|你叫什么|你的(?:密码|密钥|api)",
    r"drop\s+table|write (?:me )?(?:a|an|some) |tell me a joke",
    r"帮我(?:订|买|点|算命|做作业)",
)
