"""Texts of an invented district, and what reposts make of them."""

import pytest

NEWS = (
    "湖湾区昨日召开河长制工作推进会，通报上半年水质监测结果，部署下一阶段任务。\n"
    "会议指出，全区十二条骨干河道水质稳中有升，青溪、荷塘两处国控断面连续六个月达到二类标准，"
    "但支流末端淤积、沿岸堆物等老问题仍有反复。\n"
    "区委副书记林晓要求，各街道要把责任落到每一段河、每一个人，巡河记录当天上传，问题限期办结；"
    "水务部门要加快三座泵站改造，确保汛期前投入使用。\n"
    "会后，与会人员察看了荷塘码头的生态护岸，听取居民代表对夜间照明和步道维护的意见。"
)
MIRROR = (
    "湖灣區(qū)昨日召開(kāi)河長(zhǎng)制工作推進(jìn)會(huì)，通報(bào)上半年水質(zhì)監(jiān)測(cè)結(jié)果，部署下一階段(duàn)任務(wù)。"
    "會(huì)議指出，全區(qū)十二條(tiáo)骨干河道水質(zhì)穩(wěn)中有升，青溪、荷塘兩處國(guó)控斷面連續(xù)六個(gè)月達(dá)到二類標(biāo)準(zhǔn)，"
    "但支流末端淤積(jī)、沿岸堆物等老問題仍有反復(fù)。區(qū)委副書(shū)記林曉要求，各街道要把責任落到每一段河、"
    "每一個人，巡河記錄當天上傳，問題限期辦結；水部門要加快三座泵站改造，確汛期前投入使用。"
    "會後，與會人員察看荷塘碼頭的生態護岸，聽取居民代表對夜間照明和步道維護的見。"
)
"""`NEWS` in the other script, with readings between the characters and four characters lost."""

WEATHER = (
    "湖湾区气象台{month}月{date}日发布：今天夜间到明天白天{sky}，东北风二到三级，"
    "最低气温{low}度，最高气温{high}度，相对湿度百分之{wet}，请市民注意增减衣物。"
)


@pytest.fixture
def news() -> str:
    return NEWS


@pytest.fixture
def mirror() -> str:
    return MIRROR


@pytest.fixture
def weather() -> str:
    return WEATHER
