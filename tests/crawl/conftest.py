"""A column of numbered list pages, with articles that a test may change."""

import dataclasses
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest

from newsarchive.demo.running import RunningSite

LIST = """<html><head><title>工作动态</title></head><body><h2>工作动态</h2><ul>{rows}</ul>{script}</body></html>"""
ROW = '<li><a href="/gzdt/202405/t20240506_{n}.html">芦水河灌区第{n}次春灌调度会议召开</a><span>2024-05-06</span></li>'
SCRIPT = '<script>createPageHTML({pages}, {page}, "index", "html")</script>'
ARTICLE = """<html><head><title>{n}</title></head><body><h1>芦水河灌区第{n}次春灌调度会议召开</h1>
<div class="TRS_Editor"><p>5月6日，芦水河灌区召开第{n}次春灌调度会议，通报各渠水量，部署下一阶段轮灌工作。</p>
<p>会议要求，各管理所要把水送到每一条斗渠的末梢，第{n}条渠做到一户不漏，全部完成灌溉任务。</p></div></body></html>"""


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """A TRS column at /gzdt/; its articles are numbered from 101."""

    site: RunningSite

    @staticmethod
    def path(number: int) -> str:
        return f"/gzdt/202405/t20240506_{number}.html"

    def write(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self.site.publish(self.path(number), ARTICLE.format(n=number))

    def put_lists(self, *pages: Iterable[int]) -> None:
        for page, numbers in enumerate(pages):
            rows = "".join(ROW.format(n=number) for number in numbers)
            script = SCRIPT.format(pages=len(pages), page=page)
            path = f"/gzdt/index_{page}.html" if page else "/gzdt/index.html"
            self.site.publish(path, LIST.format(rows=rows, script=script))

    def articles_asked(self) -> list[int]:
        names = [path for path in self.site.requests if "/t20240506_" in path]
        return [int(path.rpartition("_")[2].removesuffix(".html")) for path in names]

    def asked(self) -> list[str]:
        """What was asked for, robots.txt aside."""
        return [path for path in self.site.requests if path != "/robots.txt"]


@pytest.fixture
def column(running: dict[str, RunningSite]) -> Column:
    return Column(running["district"])


def make_due(home: Path) -> None:
    """Let all stored articles be due for a look."""
    with sqlite3.connect(home / "archive.db") as connection:
        connection.execute("UPDATE articles SET next_visit_at = '2020-01-01 00:00:00.000000'")
    connection.close()
