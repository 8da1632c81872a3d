"""`newsarchive` and `python -m newsarchive`: run a command, end with its exit code."""

import os
import sys

from newsarchive.cli.app import app
from newsarchive.cli.output import print_json, say
from newsarchive.core.errors import NewsArchiveError, UsageError
from spiders.errors import SpiderError
from storage.errors import StorageError


def main() -> None:
    """Run the command line; expected errors are one line, not a trace."""
    try:
        app()
    except UsageError as error:
        _fail(error, 2)
    except (NewsArchiveError, StorageError, SpiderError) as error:
        _fail(error, 1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _fail(error: Exception, code: int) -> None:
    if "--json" in sys.argv:
        print_json({"error": str(error)})
    say(f"newsarchive: {error}")
    sys.exit(code)


if __name__ == "__main__":
    main()
