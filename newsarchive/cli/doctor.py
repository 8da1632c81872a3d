"""`newsarchive doctor`: examine the installation and the archive's place."""

import dataclasses

import typer

from newsarchive.cli.options import HomeOption, JsonOption
from newsarchive.cli.output import out, print_json
from newsarchive.core.config import load_config
from newsarchive.monitor.examination import examine


def doctor(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Examine the installation and say what to do where it fails."""
    config = load_config({"home": str(home) if home else None})
    results = list(examine(config))
    failed = [result for result in results if result.verdict == "failed"]
    if as_json:
        checks = [dataclasses.asdict(result) for result in results]
        print_json({"healthy": not failed, "checks": checks})
    else:
        for result in results:
            out.print(f"{result.verdict:>6}  {result.name}: {result.sentence}", markup=False)
        out.print(f"{len(failed)} of {len(results)} checks failed" if failed else "all is well")
    if failed:
        raise typer.Exit(1)
