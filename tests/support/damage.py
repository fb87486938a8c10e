"""Clean articles made from templates, and the damage that layout does to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle

from hypothesis import strategies as st

PLACES = ("江州市", "临江新区", "北岭县", "青禾区", "贵州省", "济宁市", "四川省", "天津市")
NAMES = ("赵卓然", "林海峰", "苗玉兰", "费思远", "康宁", "牛广义", "乔山", "方文静")
SENTENCES = (
    "{place}去年完成固定资产投资{n}亿元，同比增长{m}%，增速比上年提高两个百分点。",
    "{place}发展改革委主任{name}介绍，今年将围绕战略性新兴产业实施重点项目{n}个，总投资超过千亿元。",
    "目前，全市海洋产业增加值占地区生产总值的比重达到{m}%，比年初有所提高。",
    "记者在现场看到，工人们正在抢抓施工黄金期，机器轰鸣，车辆往来穿梭。",
    "{name}说，人才是最宝贵的资源，要让更多年轻人愿意来、留得住、发展好。",
    "到2027年，{place}计划建成高标准农田{n}万亩，粮食综合生产能力稳定在{m}亿斤以上。",
    "“企业最怕的是不确定，政策稳定了，我们投资就有了底气。”{place}人大代表、企业负责人{name}表示。",
    "当地还出台了支持中小企业发展的若干措施，安排专项资金{n}万元，惠及企业{m}家。",
    "在绿色转型方面，{place}淘汰落后产能，推广清洁能源，单位能耗持续下降。",
    "过去，村民出行要绕很远的山路；如今，一座大桥让两岸往来只要十分钟。",
)
LEDES = (
    "连日来，各地两会密集召开，高质量发展成为热词。记者梳理发现，多地明确了新的发展方向。",
    "今年是规划实施的关键一年。站在新的起点上，各项工作正在有序推进。",
    "近年来，当地坚持规划先行，一张蓝图绘到底，城乡面貌发生了很大变化。",
)
CAPTIONS = ("市民在展馆体验智能设备。 本报记者 姜岚 摄", "图为繁忙的集装箱码头。 （资料图片）")
PASSING = ("— 4 —", "第3版", "江州日报", "江州日报 2024年1月30日 星期二 第3版", "- 12 -")

_Words = st.fixed_dictionaries(
    {
        "place": st.sampled_from(PLACES),
        "name": st.sampled_from(NAMES),
        "n": st.integers(11, 980),
        "m": st.integers(2, 96),
    }
)
_Order = st.permutations(range(len(SENTENCES)))
paragraphs = st.builds(
    lambda order, words: [
        "".join(SENTENCES[order[at + step]].format(**words[at + step]) for step in (0, 1)) for at in range(0, 10, 2)
    ],
    _Order,
    st.lists(_Words, min_size=10, max_size=10),
)
"""A clean article's paragraphs, two sentences each, none twice."""
TITLE = "新区发展按下快进键"


def page(blocks: Sequence[str]) -> str:
    """Blocks between empty lines, under a title."""
    return "\n\n".join([TITLE, *blocks]) + "\n"


def places_to_cut(paragraph: str) -> list[int]:
    """Where a paragraph may be cut: inside a sentence and not behind a mark that may close a paragraph."""
    return [
        at for at in range(4, len(paragraph) - 3) if paragraph[at - 1] not in "。；：！？”）" and paragraph[at] != "”"
    ]


def wrapped(blocks: Sequence[str], widths: Sequence[int], *, indent: bool) -> list[str]:
    """The lines of a page whose lines are cut at these widths, one after the other; an indentation or an empty line opens."""
    return [TITLE, ""] + [line for block in blocks for line in _lines(block, widths, indent)]


def _lines(block: str, widths: Sequence[int], indent: bool) -> Iterator[str]:
    text, width = ("\u3000\u3000" if indent else "") + block, cycle(widths)
    while text:
        at = next(width)
        yield text[:at]
        text = text[at:]
    if not indent:
        yield ""
