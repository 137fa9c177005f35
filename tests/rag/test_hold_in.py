"""What a question takes for so, held against the sentence that answers it."""

import pytest

from index.types import Role
from rag.held import hold_in
from rag.select import ScoredSpan
from tests.rag.supposing import asked, equally_rare, passage


def is_so(question: str, text: str) -> bool | None:
    """Whether a sentence tells so what a question claims; None where it does not decide it."""
    span = ScoredSpan(passage(text, Role.REVIEW), 0, len(text), 1.0, 1.0, 1.0, 0.9, has_figure=False)
    held = hold_in(asked(question), (span,), equally_rare)
    return None if held is None else held.is_so


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("固定资产投资的增速是最快的吧？", "固定资产投资增速居全市第二。", False),
        ("固定资产投资的增速是最快的吧？", "固定资产投资增速位列全市第一。", True),
        ("海港集团在百强榜上跌到第十了吧？", "海港集团跃居全国百强第六位。", False),
        ("农村收入的增速排全省第三吧？", "城乡收入增速居全省第1、第3位。", None),  # of two things
        ("最大的渔港建成了吗？", "渔港建成投用，列全省第3批名单。", None),  # no place is asked
        ("海港产业园是最大的吧？", "海港产业园发展第三产业。", None),  # that is no place
        ("清洁能源占比超过60%了吗？", "清洁能源占比突破60%。", True),  # the report says more than that
        ("清洁能源占比超过70%了吗？", "清洁能源占比突破60%。", False),
        ("清洁能源占比达到60%了吗？", "清洁能源占比为63%。", True),  # more is as good
        ("渔业合作社超过200家了吗？", "新增渔业合作社30家，总数达到250家。", None),  # which of both it is of
        ("专精渔业企业新增5家吗？", "新增科技渔业企业5家、专精渔业企业8家。", False),  # the five are others
        ("渔民收入增长6%吗？", "船民、渔民收入分别增长5%、6%。", True),
        ("渔民收入增长5%吗？", "船民、渔民收入分别增长5%、6%。", False),
        ("渔业产值增长7.5%吗？", "渔业产值增长7.4%。", False),  # to the digit
        ("筹建渔民公寓45套，对吗？", "筹集青年公寓45套，筹建渔民公寓171套。", False),  # those are others
        ("渔民公寓171套，是真的吗？", "筹集青年公寓45套，筹建渔民公寓171套。", True),
        ("游客超过2000万人次了吗？", "接待游客1850万人次。", False),
        ("游客不到1800万人次吗？", "接待游客1850万人次。", False),
        ("渔业产值增长7.0%，对吗？", "渔业产值完成16亿元、增长7.4%。", False),  # no list of things
        (
            "渔业产值达到51亿元，是不是？",
            "渔业产值达到64亿元。",
            False,
        ),  # asked for the figure, not whether it is reached
        ("新增绿道58公顷，对不对？", "新增绿地58公顷、绿道12公里。", None),
        ("污水处理率由90%提高到95.4%了吗？", "污水处理率由91.2%提高到95.4%。", None),  # not all that it says
        ("码头达到40座了吗？", "码头不足40座。", False),
        ("渔村人口排全省第六吗？", "渔村、渔船分别居全省第六、第三。", None),
        ("渔业产值上升了12%？", "渔业产值下降12%。", False),  # as much the other way
        ("渔业产值跌了12%，为什么？", "渔业产值增长12%。", False),
        ("养殖死亡率降到1%了吗？", "养殖死亡率降至1‰。", False),
        ("渔民收入上涨了吗？", "渔民收入增长5%。", True),
        ("渔民收入上涨了吗？", "渔民收入下降5%。", False),
        ("渔民收入跑赢经济增长了吗？", "渔民收入增长与经济增长同步。", None),  # a comparison tells no rise
        ("每个渔村都有码头了吗？", "渔村码头实现全覆盖。", True),
        ("新建渔民公寓12栋吗？", "新建12栋渔民公寓、30栋青年公寓。", True),  # the number comes first
        ("新建渔民公寓30栋吗？", "新建12栋渔民公寓、30栋青年公寓。", False),
        ("新建渔民公寓超过10栋了吗？", "新建12栋渔民公寓、30栋青年公寓。", True),
        ("渔业合作社总数不到200家吧？", "新增渔业合作社30家，总数达到250家。", False),  # not of the new ones
        ("码头不止40座吧？", "码头达到45座。", True),
        ("码头不止40座吧？", "码头达到40座。", False),
        ("码头连40座都没到吧？", "码头达到45座。", False),
        ("码头过了40座没有？", "码头达到45座。", True),
        ("失业率没超过5.5%吧？", "失业率为5.2%。", None),  # neither way rather than the wrong one
        ("旅游公路串连12个渔村吗？", "旅游公路串连12个渔村。", True),  # 连 alone is no bound
        ("渔业非遗工坊有93个吗？", "渔业非遗工坊93个。", True),  # 非遗 denies nothing
        ("打通未贯通渔道60条，对不对？", "打通未贯通渔道50条。", False),
        ("渔业高技能人才5000人，是吗？", "渔业高技能人才5000人。", True),  # no 「才」
        ("创建和美渔村96个吗？", "创建和美渔村107个。", False),  # no list
        ("菜市场新建10个吗？", "菜市场新建9个。", False),  # so few are counted
        ("渔业增加值下降了吗？", "渔业增加值增长3%。", False),
        ("渔业产值比上年增长了没有？", "渔业产值增长3%。", True),
        ("渔民公寓171套，没写错吧？", "筹建渔民公寓171套。", True),
    ],
)
def test_a_claim_is_held_against_the_sentence_that_answers(question: str, text: str, expected: bool | None) -> None:
    assert is_so(question, text) is expected
