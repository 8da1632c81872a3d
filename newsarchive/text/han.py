"""Character classes of Chinese text, for use inside patterns."""

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Han characters, as the inside of a character class."""

SPACE = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
BREAK = "\n\r\x0b\x0c\x85\u2028\u2029"
INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200c\u200e\u200f"
    "\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
)
"""Controls, soft hyphens, direction marks and zero-width characters: none shows in Chinese text."""

PAUSES = "，、；。"
"""Punctuation inside a sentence, and its stop; all have their space built in."""

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏"
    "吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱"
    "严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁"
    "尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤时穆"
    "司车厉米楚费明荀仇燕卓景边甄封匡国桂寇卜揭晏冷窦佟迟宫岑阳湛娄全党邬闵仲亢刁巩廉沙扈商练滑"
)
"""Common family names in folded form."""
