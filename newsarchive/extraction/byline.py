"""The author as named in the body itself: datelines, signed last lines, bracketed names.

The text is left as it is: a dateline is part of it. Lines that are nothing but credits are
removed later, by cleaning.
"""

import re

from newsarchive.extraction.people import people

_NAME = r"[\u3400-\u9fff]{2,4}"
_NAMES = rf"{_NAME}(?:[\s、，,&＆和/／]+{_NAME})*"
_ROLE = r"(?:记者|記者|评论员|評論員|特约撰稿人|撰稿人|作者)"
_DATELINE = re.compile(
    rf"[（(【][^（）()【】]{{0,14}}?{_ROLE}[\s:：/／╱]*({_NAMES})(?:[\s、，,]*(?:通讯员|通訊員|整合|整理|综合|综述|实习生|见习记者|摄|攝|报道|報導|文/图|图/文|[\u4e00-\u9fff]{{2,4}}\d{{1,2}}日).{{0,24}})?[）)】]"
)
_OPENING = re.compile(
    rf"^[^。，]{{0,24}}?(?:讯|訊|电|電|消息)\s*[（(]?[^（）()。，]{{0,10}}?{_ROLE}[\s:：]*({_NAMES})(?=[）)\s]|$)"
)
_WIRE = re.compile(r"^[（(]?(?:中央社|本報|本报|[\u4e00-\u9fff]{2,4}[報报社])記者([\u4e00-\u9fff]{2,3})(?=[\u4e00-\u9fff]{2}(?:\d{1,2}日)?(?:電|電話|報導|傳真))")
_CREDIT = re.compile(
    rf"^[（(【\s]*(?:[\u4e00-\u9fff《》A-Za-z]{{0,12}}?(?:记者|記者|作者|通讯员|评论员)|撰稿人?|采写|撰文|执笔|文/图|图/文|图文|文)[\s:：/／丨|·]+(.{{2,40}}?)[）)】\s]*$"
)
_SIGNED = re.compile(rf"[。！？”…]\s*[（(]\s*(?:通讯员|文/图|图/文|供稿|文)?[\s:：]*({_NAMES}|(?:[\u3400-\u9fff] [\u3400-\u9fff][ 、]?){{1,4}})\s*[)）]$")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤时穆司车厉米楚费明"
    "張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭葉蘇魏呂盧鍾譚陸範賈韋鄒閻龍賀顧龔萬錢嚴湯龐顏莊聶魯歐關蘭寧紀單塗車費"
)


def find_author(lines: list[str]) -> str | None:
    """The author that body lines name, None where they name nobody.

    Looks at the first three and the last four lines; a name in brackets at the very end counts
    only with a usual surname.

    >>> find_author(["新华社湖湾1月1日电（记者吴桐）湖湾大桥1日通车。"])
    '吴桐'
    >>> find_author(["大桥通车。", "市民纷纷点赞。（白桦）"]), find_author(["大桥通车。（完）"])
    ('白桦', None)
    >>> find_author(["大桥通车。", "湖湾晚报记者 林木森"])
    '林木森'
    """
    for line in lines[:3]:
        found = _CREDIT.match(line) or _WIRE.match(line) or _DATELINE.search(line[:120]) or _OPENING.match(line[:80])
        name = _person(found.group(1)) if found else None
        if name:
            return name
    for line in lines[3:6]:
        found = _CREDIT.match(line)
        name = _person(found.group(1)) if found else None
        if name:
            return name
    for line in reversed(lines[-4:]):
        found = _CREDIT.match(line) or _DATELINE.search(line[-60:])
        name = _person(found.group(1)) if found else _signed(line)
        if name:
            return name
    return None


def _signed(line: str) -> str | None:
    """The name in brackets with which a line ends."""
    found = _SIGNED.search(line[-40:])
    name = _person(found.group(1)) if found else None
    return name if name and all(part[0] in _SURNAMES for part in name.split("、")) else None


def _person(text: str) -> str | None:
    named = people(text)
    if named is None or re.search(r"[。，]|[\u3400-\u9fff]{3}[局办处科部站院]$", text):
        return None
    return named
