"""Scores and CPU time of newsarchive's extraction next to plain trafilatura's, on annotated pages.

    python benchmarks/extraction_scores.py --pages DIR --scorer score.py [--out DIR]

DIR holds zh/ (html/, gold/) and en/ (html/, ground-truth.json). The scorer is a script that takes
`--data zh|en --root FOLDER --pred FILE` and prints one JSON line. Both readers see the same pages
in one process, one after the other; decoding and metadata are part of both times.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import trafilatura

from newsarchive.extraction.encoding import decode
from newsarchive.extraction.extract import extract

Prediction = dict[str, Any]


def read_with_newsarchive(body: bytes, url: str) -> Prediction:
    """Return the fields of our article, empty where the page is none."""
    article = extract(body, url).article
    if article is None:
        return {}
    return {
        "text": article.text,
        "title": article.title,
        "published_at": article.published_at and article.published_at.isoformat(),
        "publisher": article.publisher,
        "author": article.author,
        "editor": article.editor,
    }


def read_with_trafilatura(body: bytes, url: str) -> Prediction:
    """Return the fields of trafilatura's document, given text that is decoded rightly."""
    found = trafilatura.bare_extraction(
        decode(body).text, url=url, with_metadata=True, include_comments=False
    )
    if found is None:
        return {}
    document = found if isinstance(found, dict) else found.as_dict()
    return {
        "text": document["text"],
        "title": document["title"],
        "published_at": document["date"],
        "publisher": document["sitename"],
        "author": document["author"],
    }


READERS: dict[str, Callable[[bytes, str], Prediction]] = {
    "newsarchive": read_with_newsarchive,
    "trafilatura": read_with_trafilatura,
}


def load(folder: Path, language: str) -> dict[str, tuple[bytes, str]]:
    """Return page id -> (bytes, address) for one language's folder."""
    if language == "en":
        truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
        return {
            name: (
                gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()),
                page.get("url") or "",
            )
            for name, page in truth.items()
        }
    pages = {}
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        pages[gold["id"]] = ((folder / "html" / gold["file"]).read_bytes(), gold.get("url") or "")
    return pages


def predict(
    pages: dict[str, tuple[bytes, str]], reader: Callable[[bytes, str], Prediction]
) -> tuple[dict[str, Prediction], float]:
    """Return predictions and CPU milliseconds a page, the first page read twice to warm up."""
    body, url = next(iter(pages.values()))
    reader(body, url)
    started = time.process_time()
    found = {name: reader(body, url) for name, (body, url) in pages.items()}
    return found, (time.process_time() - started) / len(pages) * 1000


def score(scorer: Path, folder: Path, language: str, predictions: Path) -> dict[str, Any]:
    """Return the scorer's figures."""
    command = [
        sys.executable,
        str(scorer),
        "--data",
        language,
        "--root",
        str(folder),
        "--pred",
        str(predictions),
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def describe(figures: dict[str, Any], milliseconds: float) -> str:
    """Return the figures on one line."""
    parts = [
        f"F1 {figures['f1']:.3f}",
        f"P {figures['precision']:.3f}",
        f"R {figures['recall']:.3f}",
    ]
    parts += [f"exact {figures['accuracy']:.2f}", f"{milliseconds:.1f} ms a page"]
    if "junk" in figures:
        parts.append(f"junk {figures['junk']['rate']:.3f}")
        for name, hits in figures["fields"].items():
            invented = f" (+{hits['invented']})" if hits.get("invented") else ""
            parts.append(f"{name} {hits['right']}/{hits['gold']}{invented}")
    return "  ".join(parts)


def main() -> None:
    """Print one line a language and reader."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    out = options.out or Path(tempfile.mkdtemp(prefix="extraction-scores-"))
    out.mkdir(parents=True, exist_ok=True)
    for language in ("zh", "en"):
        folder = options.pages / language
        pages = load(folder, language)
        for name, reader in READERS.items():
            found, milliseconds = predict(pages, reader)
            path = out / f"{language}-{name}.json"
            path.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
            figures = score(options.scorer, folder, language, path)
            print(f"{language} {name:12} {describe(figures, milliseconds)}")


if __name__ == "__main__":
    main()
