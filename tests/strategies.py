"""Makes values at random for the properties that must hold of any: plain ones of any signs, and
reports in the genre's own words (invented places, projects and figures)."""

from decimal import Decimal

from hypothesis import strategies as st

from kg.model import Report
from kg.read.record import Record, batches

SECTIONS = ("", "一、2023年工作回顾", "二、2024年工作安排 / （一）抓好项目建设", "名词解释")
_SCALES = (("", 1), ("万", 10**4), ("亿", 10**8), ("万亿", 10**12))
_PIECES = (
    "云岭大桥", "雁南数据港", "“石门水库”", "《澜川都市圈发展规划》", "澜川经开区", "市发展改革委",
    "省财政厅", "郑州", "洛阳市", "地区生产总值", "一般公共预算收入", "城镇新增就业", "增长",
    "下降", "达到", "完成投资", "新建", "建成投用", "开工建设", "加快推进", "力争", "今年",
    "2024年底前", "“十四五”期间", "去年", "左右", "以上", "超过", "位居全省第3",
    "（市交通局牵头，市财政局配合）", "和", "、", "，", "；", "。", "：", "1.", "（一）",
)  # fmt: skip


def numerals() -> st.SearchStrategy[tuple[str, Decimal]]:
    """Make Arabic numerals with a scale (3.5万), each with its exact value."""
    numbers = st.decimals(min_value="0.01", max_value="9999", places=2)
    return st.tuples(numbers, st.sampled_from(_SCALES)).map(
        lambda pair: (f"{pair[0]}{pair[1][0]}", pair[0] * pair[1][1])
    )


def quantities() -> st.SearchStrategy[str]:
    """Make numbers with a unit, or with a unit between two of them."""
    units = st.sampled_from(("元", "人", "平方公里", "个", "亩", "%", "％", "倍"))
    joins = st.sampled_from(("—", "～", "至"))
    single = st.tuples(numerals(), units).map(lambda pair: pair[0][0] + pair[1])
    several = st.tuples(numerals(), joins, numerals(), units).map(
        lambda four: four[0][0] + four[1] + four[2][0] + four[3]
    )
    return single | several


def sentences() -> st.SearchStrategy[str]:
    """Make lines of the genre's words and of any signs, never blank, without a line break."""
    noise = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=6)
    words = st.lists(st.sampled_from(_PIECES) | quantities() | noise, min_size=1, max_size=12)
    return words.map("".join).filter(lambda text: bool(text.strip()))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Make a report of an invented city with a sentence a line, in one section after another."""
    texts = draw(st.lists(sentences(), min_size=1, max_size=5))
    records = [
        Record(
            id=f"invented:{number}",
            text=text,
            level="city",
            region="澜川市",
            report_year=2024,
            section=SECTIONS[min(number, len(SECTIONS) - 1)],
        )
        for number, text in enumerate(texts)
    ]
    return next(batches(records)).report
