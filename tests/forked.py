"""The command line in a process of its own, forked from one that has imported it already.

A process that begins from nothing spends a second on imports; a suite that starts hundreds would
do little else. What is forked has its own arguments, environment, folder and streams.
"""

import multiprocessing
import os
import pkgutil
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from newsarchive import cli

_STREAMS = ("in", "out", "err")

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(
    [module.name for module in pkgutil.walk_packages(cli.__path__, "newsarchive.cli.")]
)


def run_command(
    words: Sequence[str],
    *,
    environment: Mapping[str, str],
    folder: Path,
    text: str | None,
    timeout: float,
) -> subprocess.CompletedProcess[str]:
    """Run `newsarchive WORDS`; raises TimeoutExpired after `timeout` seconds."""
    with tempfile.TemporaryDirectory() as streams:
        paths = [Path(streams, name) for name in _STREAMS]
        for path in paths:
            path.write_text(text or "", "utf-8") if path.name == "in" else path.touch()
        process = _context.Process(target=_be_newsarchive, args=(words, environment, folder, paths))
        process.start()
        process.join(timeout)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(list(words), timeout)
        code = process.exitcode
        process.close()
        _, out, err = (path.read_text("utf-8") for path in paths)
    return subprocess.CompletedProcess(list(words), code, out, err)


def _be_newsarchive(
    words: Sequence[str], environment: Mapping[str, str], folder: Path, streams: Sequence[Path]
) -> NoReturn:
    """What a shell does before the program's first line, and then the program."""
    for number, path in enumerate(streams):
        opened = os.open(path, os.O_RDWR)
        os.dup2(opened, number)
        os.close(opened)
    # Children of multiprocessing have no standard input.
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = ["newsarchive", *words]
    runpy.run_module("newsarchive", run_name="__main__")
    sys.exit(0)
