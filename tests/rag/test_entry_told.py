"""What is asked of a term that was said, and that only its entry tells."""

from pathlib import Path

import pytest

from index.build import build_store
from index.encoder import Encoder
from index.store import open_store
from rag.answer import ask
from rag.asker import Asker
from rag.types import Turn

REPORT = """# 政府工作报告

——2031年1月8日在临港市第三届人民代表大会第一次会议上

临港市人民政府市长 周明远

各位代表:

一、2030年工作回顾

创新“一港两会”渔事调解办法,东埠渔村获评全省平安渔港。船厂成功发行首只公司债,航运集团获评BB+级信用。

二、2031年工作安排

做强“听潮夜话”、“银滩晒鱼节”等文旅品牌。

名词解释

1.一港两会:由渔港监督站、渔民协会和船东商会轮流坐班。

2.BB+级信用:国内信用评级的第三档。

3.听潮夜话:说书人在灯塔下讲出海的旧事。

4.银滩晒鱼节:游客随渔家腌鱼、晒网的秋季节庆。
"""


@pytest.fixture(scope="module")
def harbour(default_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder: Path = tmp_path_factory.mktemp("harbour")
    (folder / "临港.txt").write_text(REPORT, encoding="utf-8")
    build_store([folder / "临港.txt"], folder / "store", default_encoder, lambda line: None)
    return Asker(open_store(folder / "store"), default_encoder)


BRANDS = Turn("今年做强哪些文旅品牌？", "听潮夜话、银滩晒鱼节等。")
CALMED = Turn("哪个渔村评上了平安渔港？", "东埠渔村获评全省平安渔港。")


@pytest.mark.parametrize(
    ("question", "last", "told"),
    [
        ("第二个是干嘛的", BRANDS, "腌鱼"),
        ("前者具体怎么弄", BRANDS, "说书人"),
        ("那个办法里有商会参加吗", CALMED, "船东商会"),
        ("两会指的是谁", CALMED, "船东商会"),
        ("一港指的是什么地方", CALMED, "渔港监督站"),
        ("这算最高那一档吗", Turn("航运集团评级多少？", "航运集团获评BB+级信用。"), "第三档"),
        ("那发债的是哪一家", Turn("航运集团评级多少？", "航运集团获评BB+级信用。"), "船厂成功发行"),
    ],
)
def test_the_entry_of_the_term_pointed_at_is_told_where_its_sentence_tells_no_more(
    harbour: Asker, question: str, last: Turn, told: str
) -> None:
    assert told in ask(harbour, question, [last]).text
