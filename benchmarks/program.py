"""The command line on one archive, for the benchmarks: start a command, run one, kill one."""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil


class Program:
    """`newsarchive` on the archive in `home`; `settings` are added to the environment."""

    def __init__(self, home: Path, **settings: str) -> None:
        self.home = home
        self._environment = os.environ | {"NEWSARCHIVE_HOME": str(home)} | settings

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start a command."""
        return subprocess.Popen(
            [sys.executable, "-m", "newsarchive", *words],
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str) -> str:
        """Run a command to its end; returns what it printed, tells of a failure."""
        process = self.start(*words)
        out, err = process.communicate()
        if process.returncode:
            sys.stderr.write(f"{words}: {process.returncode}: {out[-2000:]}{err[-2000:]}\n")
        return out


def kill(process: subprocess.Popen[str]) -> str:
    """Kill a command and all that it started, at once; returns what it had printed."""
    found = [process.pid]
    with contextlib.suppress(psutil.NoSuchProcess):
        found += [child.pid for child in psutil.Process(process.pid).children(recursive=True)]
    for number in found:
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
    return process.communicate()[0]
