"""Pages fetched through a real browser, for sources whose lists no script of theirs gives away.

Needs the extra `newsarchive[browser]` and Chromium. Pictures, films and fonts are not fetched.
"""

import importlib.util
import os
import shutil
from typing import Any

from scrapy import Request

from newsarchive.core.errors import UsageError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""Names under which a browser is installed; without one, Playwright looks for its own."""

_NOT_FETCHED = frozenset({"image", "media", "font"})
_DOCUMENTS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".zip", ".rar", "/robots.txt")
_ARGUMENTS = (
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    # WebRTC would send datagrams past the proxy.
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)
_HANDLER = "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler"


def require_browser() -> None:
    """Raise UsageError where pages cannot be rendered, with what to install."""
    try:
        found = importlib.util.find_spec("scrapy_playwright") is not None
    except ImportError:
        found = False
    if not found:
        raise UsageError(
            "a source with --render needs a browser, and the extra for it is not installed; "
            "install it with: pip install 'newsarchive[browser]', and Chromium from your system"
        )


class RenderMiddleware:
    """A downloader middleware that has pages fetched by the browser; priority 90.

    Documents, robots.txt, attached files and what is sent by POST are fetched without it.
    """

    def process_request(self, request: Request) -> None:
        """Mark a request for the browser."""
        is_document = request.url.partition("?")[0].lower().endswith(_DOCUMENTS)
        if request.method == "GET" and not is_document and "download_maxsize" not in request.meta:
            request.meta["playwright"] = True
            request.meta["playwright_page_goto_kwargs"] = {"wait_until": "networkidle"}


def is_left_out(request: Any) -> bool:
    """Whether the browser need not fetch something that a page asks for."""
    return request.resource_type in _NOT_FETCHED


def browser_settings(proxy: str, agent: str) -> dict[str, Any]:
    """Return what Scrapy reads so that pages are rendered, all through `proxy`.

    `agent` is the User-Agent of everything that the browser asks for. Raises UsageError where the
    extra is missing.
    """
    require_browser()
    # Chromium passes loopback by its proxy unless told not to; root has no sandbox.
    arguments = [*_ARGUMENTS, "--proxy-bypass-list=<-loopback>"]
    arguments += ["--no-sandbox"] if os.geteuid() == 0 else []
    launch: dict[str, Any] = {"args": arguments, "proxy": {"server": proxy}}
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path:
        launch["executable_path"] = path
    return {
        "DOWNLOAD_HANDLERS": {"http": _HANDLER, "https": _HANDLER},
        "PLAYWRIGHT_BROWSER_TYPE": "chromium",
        "PLAYWRIGHT_LAUNCH_OPTIONS": launch,
        "PLAYWRIGHT_ABORT_REQUEST": is_left_out,
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 1,
        "PLAYWRIGHT_CONTEXTS": {"default": {"user_agent": agent, "service_workers": "block"}},
    }
