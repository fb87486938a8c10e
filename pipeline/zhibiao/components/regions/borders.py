"""What stands around a name and takes it away: 上海|市场, 北京路, 南京西站, 黄河南岸, 均衡|水平."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from zhibiao.components.regions.gates import Gate
from zhibiao.components.regions.gazetteer import Form
from zhibiao.components.regions.words import Words
from zhibiao.model import RegionLevel

# 深圳市民 holds 深圳 and 市民, 浙江省级 holds 浙江 and 省级: the suffix belongs to the next word.
_NEXT_WORD = {
    "市": "场民值面容井价况占售属级郊镇",
    "省": "会域份级际属",
    "县": "域级属",
    "区": "域块间位别段划县",
    "旗": "下舰帜",
    "盟": "友国约主",
}
_LONG = frozenset("期久远城江沙春安处达治乐")
_ROAD = re.compile(
    r"(?:[东西南北中]|[一二三四五六七八九十]{1,2})?(?:大街|大道|路(?![径演线子况段由])|街(?![道头区景巷舞坊])|胡同|弄堂)"
    r"|(?:[东西南北]|虹桥|火车)?站(?![稳在起位立到上好着点岗队])"
    r"|门(?:内|外|桥|站|大街)|岛礁|群岛|道(?=[—、，。和与（]|\Z)"
)
_SIDE_END = re.compile(r"[岸侧面边端麓坡翼缘]|部(?![分门署长队属委级])")
# 塔兰斯|山|东南面.
_ASIDE = re.compile(r"[东西南北]{1,2}[岸侧面边端麓坡翼缘部]")
# 赤水河, 黄山山脉, but 四川|江油 and 广东|河源: what begins another name or word is none.
_WATER = re.compile(
    r"平原|盆地|高原|半岛|沙[地漠]|(?:[河溪]|江|湖|岛|山(?=[脉麓顶上脚体]))(?![道长流湖岸西东南北口源内外心中山门津池北油都上苏浙海阴岛畔网防区化面底滩段泊套湟街])"
)
# 黔江河段, 柳江流域.
_COURSE = re.compile(r"(?:河段|江段|流域|水系|干流|支流|两岸)")
# 邛崃—岷山 are mountains.
_RANGE = regex.compile(r"[—－-]{1,2}\p{Han}{1,3}山(?![市县区东西])")
_MOUNTAIN = re.compile(r"山(?![东西区地水村洪体火河林门])")
# 内华|达州 and 苏|梅州: states abroad.
_ABROAD = frozenset("斯达尔特罗拉苏夫亚利尼瓦卡科纳维里华德勒加哥莱诺基什")
_STATES = frozenset({"达州", "梅州", "兰州", "克州", "德州", "伊州", "巴州", "博州", "金州", "华州"})
_TOWN = re.compile(r"[镇乡](?![村镇亲土里])|街道(?!两|上)|村(?!镇)|社区|苏木")
# Small places and works are named like the county, or are its namesakes: 英山水库, 玉门关, 小岗村.
_WORK = re.compile(
    r"水库|水电站|特?大桥|隧道|隧洞|关(?![于注键系心爱怀切停闭])|村|寨|沟|峪|岭|峰|寺|庙|塔|泉|滩|坝|湾(?!区)|(?:高铁|铁路|高速|城际|动车)(?!路?口|公路口)"
)
_OPENERS = frozenset(
    "省市县区州旗盟镇乡村年月日号时队版片经途沿抵赴访驻原现今昔老新我其该各等段路线家座个处条的在于从到由向往和与及或即如为是把将对以让使使被比按据经"
)
_PERSONS = frozenset({"阿里", "马里", "约旦", "阿曼", "多哥", "贝宁"})
_PERSON = regex.compile(r"[\p{Han}]·[\p{Han}]{1,4}\Z")
# 新疆西部 and 太平洋西部 are no group, 我国西部 is.
_WHOLE = re.compile(r"(?:[山河江海洋洲岛省市县区州原湾湖]|(?<![我全中祖外各本])国)\Z")
_DIRECTION = re.compile(r"[角端侧向风偏]|部(?![分门署长队属委])|方向|方位|外海")
# 黎南部和东部, 东部和南部地区: parts of something named before.
_PARTS = re.compile(
    r"[和、及与至][东南西北]{1,2}部(?!地区)|(?:多地|一处|沿海|海域|城市|边境|前线|战线|盟市|市县|州县|区县|县市区|乡镇|引[黄江汉])"
)
_PARTS_BEFORE = re.compile(r"(?:[东西]?[南北]部|[中东西]部)[和、及与]\Z|[带城俄乌美黎以伊叙巴英法德日印苏欧非亚拉]\Z")
# 该市南部和东部地区.
_BESIDE_A_PART = re.compile(r"[南北]部[和、及与]\Z")
_COMPASS = frozenset("东西南北") | {
    "东部",
    "西部",
    "中部",
    "南部",
    "北部",
    "东北",
    "西北",
    "西南",
    "北方",
    "南方",
    "江南",
    "中西部",
}


def belongs_to_next(text: str, start: int, end: int) -> bool:
    """Whether the suffix of a full name belongs to the word behind it.

    >>> belongs_to_next("上海市场", 0, 3), belongs_to_next("上海市委", 0, 3)
    (True, False)
    """
    if end >= len(text):
        return False
    if text[end] == "长" and end - start == 2:  # 代|县长, but 叶县长期…
        return text[end - 1] in "县区" and text[end + 1 : end + 2] not in _LONG
    return text[end] in _NEXT_WORD.get(text[end - 1], "")


def names_a_road(text: str, end: int) -> bool:
    """Whether a bare name that ends at `end` goes on as the name of a road or a station.

    >>> names_a_road("北京西站", 2), names_a_road("北京路径", 2)
    (True, False)
    """
    return _ROAD.match(text, end) is not None


def names_a_water(text: str, end: int, level: RegionLevel) -> bool:
    """Whether a bare name goes on as that of a river, a lake, an island, a county's as that of a mountain.

    >>> names_a_water("赤水河流域", 2, "county"), names_a_water("四川江油", 2, "province")
    (True, False)
    """
    if level == "county" and _MOUNTAIN.match(text, end):
        return True
    if text[end - 1] in "江河" and _COURSE.match(text, end):
        return True
    if level == "county" and _RANGE.match(text, end):
        return True
    return text[end : end + 3] == "河流域" or _WATER.match(text, end) is not None


def is_a_shore(text: str, start: int, end: int, words: Words) -> bool:
    """Whether the words know a name and the one character behind it as a river, a lake, a mountain: 汨罗江|上."""
    word = words.at(start)
    return (
        word is not None
        and (word.start, word.end) == (start, end + 1)
        and word.tag == "ns"
        and text[end] in "江河湖溪岛山"
    )


def is_abroad(text: str, start: int, end: int) -> bool:
    """Whether a name is the end of a state's name abroad or a part of a foreign person's.

    >>> is_abroad("内华达州", 2, 4), is_abroad("四川达州", 2, 4), is_abroad("阿里·哈桑", 0, 2)
    (True, False, True)
    """
    if text[start:end] in _STATES and start and text[start - 1] in _ABROAD:
        return True
    if text[start:end] not in _PERSONS:
        return False
    return text[end : end + 1] == "·" or _PERSON.search(text, max(0, start - 6), start) is not None


_ERAS = "洪武|永乐|宣德|成化|弘治|正德|嘉靖|隆庆|万历|天启|崇祯|顺治|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|贞观|开元|天宝|熙宁|元丰"
_YEAR = re.compile(rf"年间|皇?帝|(?:元|[一二三四五六七八九十]{{1,3}})年(?![来内后以])|[、和至](?:{_ERAS})")
_ERA_BEFORE = re.compile(rf"(?:{_ERAS})[、和至]\Z")


def is_an_era(text: str, start: int, end: int) -> bool:
    """Whether the short name of a county is that of a reign: 咸丰三年, 咸丰、同治年间.

    >>> is_an_era("咸丰、同治年间", 0, 2), is_an_era("咸丰三年来", 0, 2)
    (True, False)
    """
    return _YEAR.match(text, end) is not None or _ERA_BEFORE.search(text, max(0, start - 3), start) is not None


def is_a_person(text: str, start: int, end: int) -> bool:
    """Whether a surname before the name and again behind it in brackets make it a person's: 曾湘乡（曾国藩）.

    >>> is_a_person("曾湘乡（曾国藩）", 1, 3)
    True
    """
    return start > 0 and text[end : end + 1] in {"（", "("} and text[end + 1 : end + 2] == text[start - 1]


_WATERS = "江河湖海溪"
_LISTED_BEHIND = regex.compile(
    rf"[、和](\p{{Han}}{{1,4}}?[{_WATERS}])(?![\p{{Han}}--[等和与及流水的两干支]])", regex.V1
)
_LISTED_BEFORE = regex.compile(rf"(?<!\p{{Han}})(\p{{Han}}{{1,4}}[{_WATERS}])[、和]\Z")
_BASIN = regex.compile(
    r"(?:[、和][\p{Han}--[等和]]{2,5}){0,8}+(?:等\p{Han}{0,4}?)?(?:流域|河流|湖泊|水系|江河|湖库|河湖|干流|支流)",
    regex.V1,
)


def listed_waters(text: str, start: int, end: int) -> Iterator[str]:
    """What a list names beside a form that ends like a river or a lake: 洪湖、|梁子湖|等湖泊, |汉江|、清江."""
    if text[end - 1] not in _WATERS:
        return
    if _BASIN.match(text, end):
        yield ""
    if match := _LISTED_BEHIND.match(text, end):
        yield match[1]
    if match := _LISTED_BEFORE.search(text, max(0, start - 7), start):
        yield match[1]


def goes_on_leftwards(text: str, start: int, level: RegionLevel, words: Words) -> bool:
    """Whether the one character before a name belongs to it, as the words show: 异|龙湖, 潮|白河, 锁|阳城."""
    word = words.at(start - 1) if start else None
    if word is None or word.end != start or word.end - word.start != 1:
        return False
    letter = text[start - 1]
    if not "\u4e00" <= letter <= "\u9fff" or letter in _OPENERS:
        return False
    if level == "prefecture":  # 胡金华, 毛大庆
        return word.tag.startswith("nr")
    return letter in "东西南北大小上下环锁" or word.tag[:1] in {"n", "a", "j", "g", "b", "x"}


def names_a_work(text: str, start: int, end: int, level: RegionLevel) -> bool:
    """Whether a bare name goes on as that of a township, a county's also as that of a reservoir, a pass, a fused line.

    >>> names_a_work("英山水库", 0, 2, "county"), names_a_work("南宁至凭祥高铁", 3, 5, "county")
    (True, False)
    """
    if _TOWN.match(text, end):
        return True
    if level != "county":
        return False
    if text[start - 1 : start] in {"至", "到", "—", "-"} and start:
        return False
    return _WORK.match(text, end) is not None


def is_side(text: str, start: int, end: int, *, behind: bool = False) -> bool:
    """Whether 河南 is the south of a river (黄河|南岸), 西部 that of a mountain (太行山西部), 西南 the compass (西南部).

    `behind` another region, 西部 is a part of that: 新疆西部.

    >>> is_side("黄河南岸", 1, 3), is_side("在河南省", 1, 3), is_side("太行山西部", 3, 5)
    (True, False, True)
    """
    name = text[start:end]
    if name[-1] == "东" and text.startswith("西部", end):  # 浙川|东西部协作
        return True
    if name.removesuffix("地区") in _COMPASS:
        if behind:
            return True
        if name[-1] in "东西南北" and _DIRECTION.match(text, end):
            return True
        if name in {"北方", "南方"} and text[end : end + 1] == "向":
            return True
        if name.endswith("部地区") and _BESIDE_A_PART.search(text, max(0, start - 3), start):
            return True
        if name[-1] == "部" and (_PARTS.match(text, end) or _PARTS_BEFORE.search(text, max(0, start - 8), start)):
            return True
        if name[-1] == "方" and text.startswith("中国", start - 2):
            return True
        return _WHOLE.search(text, max(0, start - 2), start) is not None
    return (
        len(name) == 2
        and name[1] in "东西南北"
        and name[0] in "山海河江湖"
        and start > 0
        and "\u4e00" <= text[start - 1] <= "\u9fff"
        and (
            _SIDE_END.match(text, end) is not None
            or (text[start - 1] in _ABROAD and _ASIDE.match(text, end) is not None)
        )
    )


_FUNCTION = frozenset("cpduvrm")


def crossed_in_full(text: str, start: int, end: int, words: Words) -> bool:
    """Whether the words take a full name apart: 示范|县 holds no 范县, 和|县乡 no 和县.

    Longer names are seldom in a word list; only a word that reaches into them from the left counts against them.
    """
    standing, tag = words.standing(start, end)
    first = words.at(start)
    if end - start < 3 and text[start:end] == "和县" and text[end : end + 1] in {"乡", "区", "市", "级", "镇"}:
        return True
    if end - start < 3 and standing == "split" and first is not None and first.tag[:1] in _FUNCTION:
        return True
    if standing != "crossed" or text.startswith("等", end):
        return False
    if end - start < 3:
        return True
    return first is not None and first.start < start and not tag.startswith("nr")


_ONE_WORD = frozenset({"l", "i", "n"})
"""Tags of words that hold no place behind their beginning: 复合肥料, 一马平川 (the model calls that one a place)."""


def refused_by_words(text: str, start: int, end: int, form: Form, gate: Gate, level: RegionLevel, words: Words) -> str:
    """Why the words of the text speak against a name, "" where they do not: 均衡|水平 holds no 衡水.

    南平等地 is no 平等: behind a name 等 ends a list.
    """
    standing, tag = words.standing(start, end)
    word = words.at(start)
    if standing == "crossed":
        long = end - start > 4 or (form == "group" and end - start > 2)
        listed = text.startswith("等", end) and word is not None and word.start == start
        return "" if long or listed else "a word crosses it"
    if standing == "inside" and form == "short":
        if word is not None and word.start < start and word.tag in _ONE_WORD:
            return "part of a longer word"
        if tag.startswith("nr") and (level == "county" or word is None or word.start < start):
            return "part of a person's name"
        if gate != "open" and tag not in {"ns", "nt"}:
            return "part of a longer word"
    return ""
