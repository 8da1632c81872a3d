"""How many articles of annotated list pages are found, and whether the next page is.

    python benchmarks/lists.py --pages DIR

DIR holds pairs NAME.html and NAME.json; the latter has `base_url` (the page's address),
`articles` (`title`, `href` as written, `date`) and `next` (as written, or null). Precision and
recall are of the addresses, over all pages; an article that is listed twice counts once.
"""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

from spiders.charset import decode_html
from spiders.document import parse_document
from spiders.listing import read_document
from spiders.pagination.find import find_pager


def score(page: Path) -> dict[str, Any]:
    """Return what was found on one page beside what stands there."""
    gold = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    url = gold["base_url"]
    document = parse_document(decode_html(page.read_bytes()), url)
    found = {item.url: item for item in read_document(document).items}
    there = {urldefrag(urljoin(url, entry["href"])).url: entry for entry in gold["articles"]}
    both = found.keys() & there.keys()
    pager = find_pager(document)
    following = pager.next.url if pager and pager.next else None
    # Where a script writes the pager, the gold tells its call, an arrow and the file it leads to.
    written = (gold["next"] or "").rpartition(" -> ")[2]
    wanted = urljoin(url, written) if written else None
    return {
        "page": page.stem,
        "there": len(there),
        "found": len(found),
        "right": len(both),
        "titles": sum(found[url].title == there[url]["title"] for url in both),
        "next_right": following == wanted,
        "family": pager.family if pager else None,
        "missed": sorted(there.keys() - both),
        "wrong": sorted(found.keys() - both),
        "next": [following, wanted],
    }


def total(pages: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return precision, recall and the share of right next pages over all pages."""
    rows = list(pages)
    right = sum(row["right"] for row in rows)
    return {
        "pages": len(rows),
        "precision": round(right / max(1, sum(row["found"] for row in rows)), 4),
        "recall": round(right / max(1, sum(row["there"] for row in rows)), 4),
        "titles": round(sum(row["titles"] for row in rows) / max(1, right), 4),
        "next_right": sum(row["next_right"] for row in rows),
    }


def main() -> None:
    """Print one JSON line a page, then one for all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pages", type=Path, required=True, help="folder of pages and gold")
    pages = sorted(parser.parse_args().pages.glob("*.html"))
    rows = [score(page) for page in pages]
    for row in [*rows, total(rows)]:
        print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
