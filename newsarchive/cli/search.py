"""`newsarchive search`: find articles, in either script."""

from typing import Annotated, Any, Literal

import typer
from rich.text import Text

from newsarchive.cli.archive import Archive, open_archive
from newsarchive.cli.filters import day_end, day_start
from newsarchive.cli.options import (
    HomeOption,
    JsonOption,
    PublisherFilter,
    SinceFilter,
    SourceFilter,
    UntilFilter,
)
from newsarchive.cli.output import local_time, out, print_json, progress_bar
from newsarchive.core.article_json import article_json
from newsarchive.search.index import Filters, Results, SearchIndex
from newsarchive.search.query import Query, parse_query

SortOption = Literal["relevance", "newest", "oldest"]
