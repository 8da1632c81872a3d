"""Options that many commands share, each defined once."""

from pathlib import Path
from typing import Annotated

import typer

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        metavar="DIR",
        help="Folder of the archive (or NEWSARCHIVE_HOME).  [default: ./archive]",
        show_default=False,
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print one JSON document on standard output, nothing else.")
]
SourceFilter = Annotated[
    list[str] | None, typer.Option("--source", metavar="NAME", help="Only this source; repeatable.")
]
PublisherFilter = Annotated[
    str | None, typer.Option("--publisher", metavar="NAME", help="Only this credited outlet.")
]
SinceFilter = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Published on or after, 2023-06-02.")
]
UntilFilter = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Published on or before, 2023-06-30.")
]
UrlsOption = Annotated[
    Path | None,
    typer.Option("--urls", metavar="TSV", help="File of lines: page file, tab, its address."),
]
