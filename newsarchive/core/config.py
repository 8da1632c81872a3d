"""Settings: each option's default, unit and meaning stand in one table, which also feeds the help.

An option is taken from the command line, else from the environment, else from
`config.toml` in the home folder, else from its default.
"""

import dataclasses
import os
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from newsarchive.core.errors import UsageError

CONFIG_FILE = "config.toml"


@dataclasses.dataclass(frozen=True, slots=True)
class Option:
    """One setting; `parse` gives the value of a string or TOML value, or raises ValueError."""

    name: str
    default: Any
    parse: Callable[[Any], Any]
    help: str

    @property
    def variable(self) -> str:
        """The environment variable, such as `NEWSARCHIVE_DELAY`."""
        return f"NEWSARCHIVE_{self.name.upper()}"


def _number(low: float, high: float) -> Callable[[Any], float]:
    def parse(value: Any) -> float:
        number = float(value)
        if not low <= number <= high:
            raise ValueError(f"must be from {low:g} to {high:g}")
        return number

    return parse


def _count(low: int, high: int) -> Callable[[Any], int]:
    def parse(value: Any) -> int:
        number = int(value)
        if not low <= number <= high:
            raise ValueError(f"must be a whole number from {low} to {high}")
        return number

    return parse


def _names(value: Any) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    return tuple(part.strip() for part in parts if part.strip())


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("must be text")  # noqa: TRY004 - a bad value, told like any other
    return value.strip()


OPTIONS = (
    Option("home", "archive", _text, "folder that holds the archive: archive.db, warc/, index/"),
    Option("database_url", "", _text, "another database; postgresql://user:password@host/name"),
    Option("delay", 1.0, _number(0, 3600), "seconds between two requests to a host, at least"),
    Option("daily_requests", 20_000, _count(0, 10**7), "requests to a host a day at most; 0: any"),
    Option("allow_hosts", (), _names, "private host:port that pages may lead to, by comma"),
    Option("contact", "", _text, "address for webmasters, put into the User-Agent"),
    Option("time_limit", 7200, _count(10, 604_800), "seconds that one crawl may take"),
    Option("crawls_at_once", 2, _count(1, 64), "sources crawled side by side, one a host"),
    Option("workers", 0, _count(0, 256), "extraction processes of a crawl; 0 means one a core"),
    Option("max_page_bytes", 10_000_000, _count(10**4, 10**9), "largest page, in bytes"),
    Option("max_attachment_bytes", 50_000_000, _count(10**4, 10**10), "largest attached file"),
    Option("notify", (), _names, "where alerts are sent: webhooks and smtp:// addresses, by comma"),
    Option("warc_file_bytes", 10**9, _count(10**5, 10**11), "size of a full WARC file, in bytes"),
)  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The effective settings; units as in `OPTIONS`."""

    home: Path
    database_url: str
    delay: float
    daily_requests: int
    allow_hosts: tuple[str, ...]
    contact: str
    time_limit: int
    crawls_at_once: int
    workers: int
    max_page_bytes: int
    max_attachment_bytes: int
    warc_file_bytes: int
    notify: tuple[str, ...] = ()

    def environment(self) -> dict[str, str]:
        """The same settings as environment variables, for a child process."""
        values = dataclasses.asdict(self)
        for name in ("allow_hosts", "notify"):
            values[name] = ",".join(values[name])
        return {option.variable: str(values[option.name]) for option in OPTIONS}


def load_config(
    given: Mapping[str, Any] | None = None, environ: Mapping[str, str] | None = None
) -> Config:
    """Return the settings in force; `given` are command-line values, None where not given.

    Raises UsageError, naming the place, for a value that cannot be used.
    """
    given = given or {}
    environ = os.environ if environ is None else environ
    home = Path(_pick("home", given, environ, {}, Path(CONFIG_FILE)))
    file = home / CONFIG_FILE
    stored = _read_file(file)
    values = {
        option.name: _pick(option.name, given, environ, stored, file)
        for option in OPTIONS
        if option.name != "home"
    }
    values["database_url"] = values["database_url"] or f"sqlite:///{home / 'archive.db'}"
    return Config(home=home, **values)


def _pick(
    name: str,
    given: Mapping[str, Any],
    environ: Mapping[str, str],
    stored: Mapping[str, Any],
    file: Path,
) -> Any:
    option = next(option for option in OPTIONS if option.name == name)
    if given.get(name) is not None:
        return _parsed(option, given[name], f"--{name.replace('_', '-')}")
    if environ.get(option.variable):
        return _parsed(option, environ[option.variable], option.variable)
    if name in stored:
        return _parsed(option, stored[name], f"{file}: {name}")
    return option.default


def _parsed(option: Option, value: Any, place: str) -> Any:
    try:
        return option.parse(value)
    except (TypeError, ValueError) as error:
        raise UsageError(f"{place}: {value!r} cannot be used ({error}): {option.help}") from error


def _read_file(file: Path) -> Mapping[str, Any]:
    try:
        stored = tomllib.loads(file.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        raise UsageError(f"{file}: cannot be read as TOML: {error}") from error
    known = [option.name for option in OPTIONS if option.name != "home"]
    for key in stored:
        if key not in known:
            raise UsageError(f"{file}: unknown setting {key!r}; known are {', '.join(known)}")
    return stored
