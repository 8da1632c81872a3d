"""A news column on loopback that publishes, corrects and withdraws articles, and keeps a log."""

import contextlib
import dataclasses
import random
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PLACES = "青溪白沙湖湾澄阳云岭石桥南浦东岸"
DEEDS = (
    "召开工作会议",
    "通车试运行",
    "举行开工仪式",
    "发布停水通知",
    "表彰先进个人",
    "开展安全检查",
)
ON_A_PAGE = 20
EDITION = r"本文为第(\d+)次修订"
"""By which a text tells the edition of its article, in its first group."""


@dataclasses.dataclass(slots=True)
class Published:
    """An article as it stands: its headline, how often it was corrected, whether it is there."""

    title: str
    edition: int = 0
    is_there: bool = True


@dataclasses.dataclass(frozen=True, slots=True)
class Served:
    """One answer: when it began and ended (monotonic seconds), its path, the edition shown."""

    began: float
    ended: float
    path: str
    edition: int | None


class Site:
    """The column; `articles` by their numbers, `served` is every answer since it was cleared.

    An answer is kept waiting for `pause_seconds`.
    """

    def __init__(self, name: str, dice: random.Random, *, pause_seconds: float = 0.0) -> None:
        self.name = name
        self.articles: dict[int, Published] = {}
        self.served: list[Served] = []
        self.pause_seconds = pause_seconds
        self._dice = dice
        self._lock = threading.Lock()

    def publish(self) -> None:
        """Put one more article on top of the list."""
        with self._lock:
            number = len(self.articles) + 1
            place = "".join(self._dice.sample(PLACES, 3))
            title = f"{place}{self._dice.choice(DEEDS)}第{number}号"
            self.articles[number] = Published(title)

    def correct(self) -> None:
        """Put a new edition of an article in the place of the one before."""
        with self._lock:
            self._any().edition += 1

    def withdraw(self) -> None:
        """Take an article away for good."""
        with self._lock:
            self._any().is_there = False

    def answer(self, path: str) -> str | None:
        """The page at a path, None where there is none; noted in the log."""
        began = time.monotonic()
        time.sleep(self.pause_seconds)
        with self._lock:
            article = self.articles.get(number_of(path))
            page = self._list(path) if article is None else self._article(path, article)
            edition = article.edition if article and page else None
            self.served.append(Served(began, time.monotonic(), path, edition))
        return page

    def _any(self) -> Published:
        return self._dice.choice([one for one in self.articles.values() if one.is_there])

    def _list(self, path: str) -> str | None:
        name = path.strip("/").removesuffix(".html")
        if name and not name.startswith("index"):
            return None
        page = int(name.removeprefix("index_") or 0) if "_" in name else 0
        newest = [(n, one) for n, one in self.articles.items() if one.is_there][::-1]
        shown = newest[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
        if not shown and page:
            return None
        rows = "".join(
            f'<li><a href="/t{number}.html">{one.title}</a><span>{_day(number)}</span></li>'
            for number, one in shown
        )
        more = len(newest) > (page + 1) * ON_A_PAGE
        later = f'<a href="/index_{page + 1}.html">下一页</a>' if more else ""
        return (
            f"<html><body><h2>{self.name}要闻</h2><ul>{rows}</ul><div>{later}</div></body></html>"
        )

    def _article(self, path: str, article: Published) -> str | None:
        if not article.is_there:
            return None
        number, title = number_of(path), article.title
        dice = random.Random(f"{self.name}{number}")  # noqa: S311 - a simulation
        words = "，".join("".join(dice.sample(PLACES, 8)) for _ in range(30))
        body = "".join(f"<p>　　{title}，{words}。</p>" for _ in range(2))
        told = f"<p>　　{title}，本文为第{article.edition}次修订，{words[:60]}。</p>"
        info = f"<div>发布时间：{_day(number)} 09:{number % 60:02d}　来源：{self.name}日报</div>"
        head = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>"
        return f"{head}{info}<div>{body}{told}</div></body></html>"


def number_of(path: str) -> int:
    """The number of the article at a path or address, 0 for any other page."""
    name = path.rpartition("/")[2].removesuffix(".html").removeprefix("t")
    return int(name) if name.isdigit() else 0


def _day(number: int) -> str:
    return f"2024-05-{number % 28 + 1:02d}"


@contextlib.contextmanager
def served(site: Site) -> Iterator[str]:
    """Serve a site on loopback; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text = site.answer(self.path)
            body = (text or "<html><body>404 Not Found</body></html>").encode()
            head = f"HTTP/1.0 {200 if text else 404} \r\nContent-Type: text/html; charset=utf-8\r\n"
            # A crawl that was killed meanwhile takes no answer.
            with contextlib.suppress(OSError):
                self.wfile.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
