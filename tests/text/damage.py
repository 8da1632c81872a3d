"""Makes the damage of machine-made mirrors on clean Traditional text, for the repair tests."""

import random

from pypinyin import Style, pinyin

from newsarchive.text import fold, words

ARTICLES = (
    "昨日上午，湖灣區召開防汛工作會議，區委書記要求各單位認真學習上級文件，結合實際落實責任。會議指出，今年汛期降雨較多，水庫、河道和低窪地區的安全形勢嚴峻。\n"
    "區水務局負責人介紹，全區已經檢查水庫三十二座，清理河道一百二十公里，發現問題四十七處，全部完成整改。技術人員對重點堤壩進行了監測，數據每小時上報一次。\n"
    "會議強調，要堅持預防為主，加強值班值守，確保信息暢通；要組織黨員幹部深入村組，幫助群眾轉移財產。各鎮要備足物資，開展演練，提高應急處置能力。\n"
    "會後，與會人員到北山水庫調研，實地查看了大壩加固工程的進展情況，並與施工單位負責人進行了交流。",
    "湖灣智能製造產業園近日迎來首批企業。園區規劃面積三千畝，重點發展電子信息、生物醫藥和新材料，計劃用五年時間形成完整的產業鏈。\n"
    "記者在現場看到，標準廠房整齊排列，道路兩側綠樹成蔭。負責人說，園區為企業提供從註冊到投產的全過程服務，辦事時間縮短了一半。\n"
    "目前，已有十八家企業簽約，總投資超過二十億元，預計帶動就業三千餘人。區政府將繼續優化營商環境，完善基礎設施，吸引更多優質項目落戶。\n"
    "多名返鄉青年表示，在家門口就能找到合適的崗位，收入穩定，還能照顧老人和孩子。",
    "為豐富群眾文化生活，湖灣區圖書館從本月起延長開放時間，周末開放到晚上九點。館內新增圖書三萬冊，並設立兒童閱讀區和視障人士閱覽室。\n"
    "館長介紹，過去讀者多為學生，現在越來越多的老年人走進圖書館，學習使用智能手機、參加書畫講座。圖書館還組織志願者把書送到偏遠村莊。\n"
    "據統計，今年以來全館接待讀者十二萬人次，借出圖書二十一萬冊，舉辦各類活動一百六十場，群眾滿意度明顯提高。\n"
    "下一步，圖書館將與學校、社區合作，建設更多的閱讀點，讓書香飄進千家萬戶。",
)


def with_residue(text: str, kind: str, dice: random.Random) -> str:
    """Insert pinyin behind characters: `sparse`, `dense`, `toneless` or `wide` (full-width brackets)."""
    return "".join(one + _residue(one, kind, dice) for one in text)


def _residue(one: str, kind: str, dice: random.Random) -> str:
    if not "\u4e00" <= one <= "\u9fff":
        return ""
    converted = fold.fold(one) != one
    chance = {
        "sparse": 0.3 * converted,
        "dense": 0.95 * converted,
        "toneless": 0.05,
        "wide": 0.4 * converted,
    }
    if dice.random() >= chance[kind]:
        return ""
    style = Style.NORMAL if kind == "toneless" else Style.TONE
    reading = dice.choice(pinyin(one, style=style, heteronym=True)[0])
    if kind == "wide":
        return f"（{reading}）"
    return f"({reading})" * (dice.choice((1, 1, 2, 3)) if kind == "toneless" else 1)


def with_word_spaces(text: str, dice: random.Random, chance: float = 0.03) -> str:
    """Put spaces into words of two or more characters, and behind some pauses."""
    lines = []
    for line in text.split("\n"):
        pieces, place = [], 0
        for word in _words(line):
            if len(word) > 1 and dice.random() < chance:
                cut = dice.randrange(1, len(word))
                pieces.append(
                    f"{line[place : place + cut]} {line[place + cut : place + len(word)]}"
                )
            else:
                pieces.append(line[place : place + len(word)])
                pieces.append(" " * (word in "，、；" and dice.random() < chance))
            place += len(word)
        lines.append("".join(pieces))
    return "\n".join(lines)


def _words(line: str) -> list[str]:
    found: list[str] = []
    run = ""
    for one in fold.fold(line):
        if "\u4e00" <= one <= "\u9fff":
            run += one
        else:
            found += (*words.split(run), one)
            run = ""
    return [*found, *words.split(run)]


def spaced_out(text: str) -> str:
    """Put a space between all characters, as a PDF does."""
    return "\n".join(" ".join(line) for line in text.split("\n"))


def with_junk_lines(text: str, dice: random.Random) -> str:
    """Put placeholders between paragraphs, an info line before and credits behind."""
    junk = ("圖片", "【圖片】", "點擊查看大圖", "▲", "3.jpg", "視頻加載中...")
    pieces = ["發佈時間：2023-06-02 09:15 來源：湖灣日報 瀏覽次數：12"]
    for line in text.split("\n"):
        pieces += (line, dice.choice(junk))
    pieces += dice.sample(
        ("責任編輯：楊柳青", "審核：柳絮", "分享到：", "上一篇：無", "掃一掃在手機打開當前頁"), 3
    )
    return dice.choice(("\n", "\n\n", "\r\n")).join(pieces)
