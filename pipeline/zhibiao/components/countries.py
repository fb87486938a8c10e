"""Countries inside longer names are no mentions: 中国移动, 中国特色, 美国国务院; 中国走向世界, 日本车企 hold one."""

from __future__ import annotations

import regex

from zhibiao.components.region_words import Words

# The nearest head of a body's name within one phrase; particles, verbs of relation and punctuation end the phrase.
_STOP = r"的是在和与及将把向对为了被从到以等、，。；：！？“”（）《》()\s\d"
_BODY = regex.compile(
    rf"[^{_STOP}]{{0,14}}?(?:协会|学会|商会|公司|集团|银行|大学|学院|研究院|研究所|委员会|联合会|基金会|总工会|总社|总局|总署|日报|电子报|报社|出版社"
    r"|博物馆|国务院|外交部|国防部|财政部|商务部|能源部|司法部|教育部|内政部|农业部|环保部|卫生部|交通部|议会|国会|参议院|众议院|最高法院|央行|政府军|军方|海军|空军|陆军|国防军|海警|海关|警方"
    r"|大使馆|领事馆|使馆|总统|总理|首相|国王|王储|外长|防长|外交大臣|国务卿|副总统|主席|议长|大使|总领事|女皇|天皇|发言人|代表团|中心|论坛|博览会|大会|展览会|交易会|服务区|航母|国家队|男足|女足|女排|男排|男篮|女篮)"
)
_FIRM = regex.compile(
    r"移动|电信|联通|石油|石化|海油|中车|中铁|中免|中冶|中化|建筑|航天|航空|船舶|商飞|铁塔|邮政|人寿|人保|平安|太保|烟草|银联|证监|科学院|工程院|社科院|科协|文联|作协|残联|侨联|红十字|贸促会|建设银行|工商银行"
    r"|农业银行|铁路|国家铁路|电建|能建|电科|黄金|五矿|铝业|钢研|华能|华电|大唐|广核|核电|三峡|南方电网|诚通|保利|中信|光大|气象|地震台网|天气|天眼|青年报|妇女报|教育报|知网|之声|科大"
)


def refused_country(text: str, start: int, end: int, words: Words) -> str:
    """Why the name of a country does not count here; "" where it does.

    >>> from zhibiao.evidence import Evidence
    >>> none = Words(Evidence("", enabled=False), 0)
    >>> refused_country("中国移动公司", 0, 2, none), refused_country("中国走向世界", 0, 2, none)
    ('inside a longer name', '')
    """
    if words.standing(start, end)[0] == "crossed":
        return "a word crosses it"
    if text[start - 1 : start] in {"—", "－"} and start or text[end : end + 1] in {"—", "－"}:
        return "one side of a pair"
    if text[end : end + 1] in set("籍人族语裔队式版风画菜字话"):
        return "inside a longer word"
    if text[start - 1 : start] in {"南", "北"} and start and text[start:end] == "朝鲜":
        return "inside a longer name"
    if _FIRM.match(text, end) or _BODY.match(text, end):
        return "inside a longer name"
    return ""
