"""Small reports written for the tests: another place, other years, other figures than the bundled one's."""

from pathlib import Path

from index.build import build_store
from index.encoder import Encoder
from index.read import read_document
from index.store import open_store
from index.types import Document
from rag.asker import Asker
from rag.reader import Reader

HARBOUR = """# 政府工作报告

——2031年1月8日在临港市第三届人民代表大会第一次会议上

临港市人民政府市长 周明远

各位代表:

现在,我代表市人民政府向大会报告工作,请予审议。

一、2030年工作回顾

(一)产业发展稳步向前

工业经济持续向好。规模以上工业增加值完成312亿元、增长6.1%,新增高新技术企业45家。海洋渔业产量达到18万吨。

(二)民生福祉不断增进

教育事业加快发展。新增学位2600个,改造学校12所。城镇新增就业3.5万人。

二、2031年工作安排

(一)推动产业升级

做强海洋经济。建设“蓝色粮仓”,海洋渔业产量达到20万吨。规模以上工业增加值增长7%,新增高新技术企业60家。

(二)增进民生福祉

办好教育事业。新增学位3000个,新建幼儿园4所。城镇新增就业4万人。

名词解释

1.蓝色粮仓:以深远海养殖为主体,把海洋建成优质蛋白供应基地的发展模式。

2.“一岛一策”:按照每座海岛的资源条件分别制定保护和开发方案。
"""


def harbour() -> Document:
    return read_document("临港.txt", HARBOUR.encode())


def asker_of(text: str, folder: Path, encoder: Encoder, reader: Reader | None = None) -> Asker:
    """An Asker over a store of one report, which is built in a folder."""
    (folder / "临港.md").write_text(text, encoding="utf-8")
    build_store([folder / "临港.md"], folder / "store", encoder, lambda line: None)
    return Asker(open_store(folder / "store"), encoder, reader=reader)
