"""The query language by example; help and documentation show these lines."""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Example:
    """A query and what it finds."""

    query: str
    finds: str


# fmt: off
EXAMPLES = (
    Example("乡村 振兴", "both words, anywhere in title or text"),
    Example('"全会 精神"', "the phrase; spaces and punctuation in it do not matter"),
    Example("教育 OR 医疗", "at least one of them"),
    Example("会议 -视频", "the first without the second"),
    Example("(教育 OR 医疗) 改革", "parentheses"),
    Example("梅", "a single character"),
    Example("5G* 2023*", "Latin words and numbers, whole or, with *, by their beginning"),
    Example('near:"教育 改革"~20', "words that begin within 20 characters of each other"),
    Example("title:通知", "in the title; title:(通知 OR 公告) for several"),
    Example("publisher:日报", "credited outlet (来源), or a part of its name"),
    Example("author:王 editor:李", "reporter (记者) and editor (编辑), or a part of the name"),
    Example("site:gov.cn", "host of the address, a domain above it, or a source"),
    Example("source:qingxi", "name of the source"),
    Example("lang:zh-Hant", "language: zh-Hans, zh-Hant, zh for both, en"),
    Example("has:images", "with pictures; has:attachments with documents"),
    Example("2023-06..2023-08", "published then; also 2023.. and ..2023-06-02"),
    Example("date:2023-06", "published in that month, day or year"),
    Example("story:collapse", "one article a story; story:123 every telling of one story"),
    Example("*", "every article"),
)
# fmt: on
