"""What tests of the whole program share: the program itself, and the sample sites on loopback."""

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from newsarchive.demo.running import RunningSite
from newsarchive.demo.server import serve_all
from newsarchive.demo.sites import SampleSite, sample_sites
from tests.forked import run_command

settings.register_profile("tests", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=2000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "tests"))


@dataclasses.dataclass(frozen=True, slots=True)
class Program:
    """The command line, in processes of its own, on an archive of its own."""

    home: Path

    @property
    def environment(self) -> dict[str, str]:
        settings = {"HOME": str(self.home), "DELAY": "0", "WORKERS": "1"}
        return os.environ | {f"NEWSARCHIVE_{name}": value for name, value in settings.items()}

    def run(
        self, *words: object, code: int | None = 0, text: str | None = None, **settings: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a command; `code` is the exit code expected, None for any."""
        done = run_command(
            [str(word) for word in words],
            environment=self.environment | settings,
            folder=self.home.parent,
            text=text,
            timeout=120,
        )
        told = f"{words} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert code is None or done.returncode == code, told
        assert "Traceback" not in done.stderr, told
        return done

    def json(self, *words: object, code: int | None = 0, **settings: str) -> Any:
        """Run a command with --json; returns the one document that it prints."""
        return json.loads(self.run(*words, "--json", code=code, **settings).stdout)

    def scrapy(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run Scrapy's own command line from the checkout."""
        return subprocess.run(
            [Path(sys.executable).with_name("scrapy"), *words],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            cwd=Path(__file__).parents[1],
            check=True,
        )


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "archive")


@pytest.fixture
def sites() -> dict[str, SampleSite]:
    return {site.name: site for site in sample_sites()}


@pytest.fixture
def running(sites: dict[str, SampleSite]) -> Iterator[dict[str, RunningSite]]:
    with serve_all(sites.values()) as served:
        yield served
