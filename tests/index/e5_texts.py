"""Texts that the encoder's tests share; the same ones on every run."""

from index.build import bundled_report

HAND_WRITTEN = (
    "",
    " ",
    "   \n\t ",
    "教育",
    "。",
    "2024",
    "3.14%",
    "２０２４年ＧＤＰ增长５．５％",
    "㎡和①②③，㈱与℃",
    "How many new jobs were created in 2023?",
    "Où est l'hôtel de ville ?",
    "Сколько стоит проезд?",
    "今年の予算はいくらですか",
    "경제 성장률은 얼마입니까",
    "كم عدد الوظائف",
    "😀 好的",
    "👨‍👩‍👧 三口之家",
    "a",
    "第一行\n第二行\r\n第三行\t表格",
    "全角　空格　　两个",
    "零\u200b宽\ufeff字符",
    "控\x01制\x08字\x1f符\x7f",
    "<script>alert(1)</script>",
    "'; DROP TABLE passages; --",
    "“引号”「书名」《办法》……——",
    "https://www.gov.cn/zhengce/2024-01/05/content.htm",
    "政府工作报告" * 40,
)


def two_hundred() -> tuple[str, ...]:
    """All of the above, one of 2,000 characters, and pieces of the bundled report of 3 to 400 characters."""
    report = bundled_report().read_text(encoding="utf-8").replace("\n", "")
    texts = [*HAND_WRITTEN, report[1_000:3_000]]
    lengths = (3, 8, 15, 30, 60, 120, 250, 400)
    place = 0
    while len(texts) < 200:
        length = lengths[len(texts) % len(lengths)]
        texts.append(report[place : place + length])
        place += 97
    return tuple(texts)
