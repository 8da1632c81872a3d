"""`newsarchive clean`: clean one text and say what was changed."""

import dataclasses
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from newsarchive.cli.options import JsonOption
from newsarchive.cli.output import print_json, say
from newsarchive.core.article_json import china_time
from newsarchive.core.errors import NewsArchiveError
from newsarchive.text.clean import Cleaned
from newsarchive.text.clean import clean as clean_text


def clean(
    file: Annotated[
        str, typer.Argument(metavar="[FILE]", help="A UTF-8 text; - for standard input.")
    ] = "-",
    as_json: JsonOption = False,
) -> None:
    """Clean a text of placeholders, editor lines and damage.

    Damage is pinyin residue, and spaces inside words. Prints the cleaned text on standard output
    and what was found on standard error.
    """
    cleaned = clean_text(read_text(file))
    if as_json:
        print_json(cleaned_json(cleaned))
        return
    sys.stdout.write(cleaned.text + "\n")
    for name in ("publisher", "author", "editor"):
        if getattr(cleaned, name):
            say(f"{name}: {getattr(cleaned, name)}")
    say(f"{cleaned.images} images, {len(cleaned.repairs)} repairs, {len(cleaned.flags)} flags")
    for flag in cleaned.flags:
        say(f"flag at {flag.offset}: {flag.name}: {flag.text} ({flag.note})")


def read_text(file: str) -> str:
    """Return a UTF-8 text, `-` for standard input; raises NewsArchiveError with the reason."""
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return raw.decode("utf-8")
    except OSError as error:
        raise NewsArchiveError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise NewsArchiveError(
            f"{file} is not UTF-8 (byte {error.start}); convert it first, for example with "
            "iconv -f GB18030 -t UTF-8"
        ) from error


def cleaned_json(cleaned: Cleaned) -> dict[str, Any]:
    """Return a cleaned text as the JSON object of the command-line contract."""
    return {
        "text": cleaned.text,
        "title": cleaned.title,
        "editor": cleaned.editor,
        "author": cleaned.author,
        "publisher": cleaned.publisher,
        "published_at": china_time(cleaned.published_at),
        "images": cleaned.images,
        "repairs": [dataclasses.asdict(repair) for repair in cleaned.repairs],
        "flags": [dataclasses.asdict(flag) for flag in cleaned.flags],
    }
