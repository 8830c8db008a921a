import pytest

from kg.model import Manner
from kg.resolve.manner import is_of_part, read_manner
from tests.resolve.build import Builder

_OF_ONE_YEAR = [
    pytest.param("新增市场主体25户以上", "addition", id="addition"),
    pytest.param("市场主体新增25户", "addition", id="after-its-name"),
    pytest.param("新增高新技术企业突破25户", "addition", id="addition-before-reached"),
    pytest.param("市场主体达到25户", "level", id="reached"),
    pytest.param("累计新增市场主体25户", "level", id="sum-before-addition"),
    pytest.param("新增专利9件、总量超过25户", "level", id="own-piece-first"),
    pytest.param("新增甲类企业9家、乙类企业25户", "addition", id="piece-before"),
    pytest.param("甲类企业、乙类企业分别达到9家、25户", "level", id="respectively"),
    pytest.param("新增就业9人，市场主体25户", None, id="not-over-a-clause"),
    pytest.param("完成改造25户", "act", id="act"),
    pytest.param("市场主体25户，新增9户", None, id="not-what-follows"),
]


@pytest.mark.parametrize(("text", "manner"), _OF_ONE_YEAR)
def test_manner_is_told_by_the_words_before_the_number(text: str, manner: Manner | None) -> None:
    made = Builder(f"前一句。\n{text}。").quantity(
        "25户", "25", kind="amount", unit="household", indicator=None
    )
    (quantity,) = made.quantities

    assert read_manner(quantity, text=f"{text}。", start=5) == manner


@pytest.mark.parametrize(
    ("unit", "manner"), [pytest.param("yuan", None), pytest.param("household", "act")]
)
def test_manner_of_money_that_was_spent_is_not_told_by_the_act(
    unit: str, manner: Manner | None
) -> None:
    made = Builder("完成投资25亿").quantity("25亿", "25", kind="amount", unit=unit, indicator=None)

    assert read_manner(made.quantities[0], text="完成投资25亿", start=0) == manner


def test_manner_is_only_of_amounts() -> None:
    made = Builder("增速达到25%").quantity("25%", "25", kind="growth", indicator=None)

    assert read_manner(made.quantities[0], text="增速达到25%", start=0) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("前三季度产值增长25%", True),
        ("一季度，产值增长9%，投资增长25%", True),
        ("1—11月投资增长25%", True),
        ("前10个月投资增长25%", True),
        ("上半年增长9%，全年增长25%", False),
        ("产值增长25%，一季度增长9%", False),
        ("1月20日后增长25%", False),
        ("全年增长25%", False),
    ],
)
def test_part_of_a_year_holds_until_a_word_for_the_whole(text: str, expected: bool) -> None:
    made = Builder(text).quantity("25%", "25", indicator=None)

    assert is_of_part(made.quantities[0], text=text, start=0) is expected
