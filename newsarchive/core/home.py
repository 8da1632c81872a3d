"""Home: where the parts of one archive lie on disk."""

import dataclasses
import os
from pathlib import Path

from newsarchive.core.errors import NewsArchiveError


@dataclasses.dataclass(frozen=True, slots=True)
class Home:
    """The folder of an archive."""

    path: Path

    @property
    def warc(self) -> Path:
        """The folder of the WARC files."""
        return self.path / "warc"

    @property
    def index(self) -> Path:
        """The folder of the search index."""
        return self.path / "index"

    @property
    def logs(self) -> Path:
        """The folder of the log files."""
        return self.path / "logs"

    def prepare(self) -> None:
        """Make the folders; raises NewsArchiveError where that is not possible."""
        for folder in (self.path, self.warc, self.logs):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise NewsArchiveError(
                    f"the archive folder {folder} cannot be made: {error.strerror}; "
                    "choose another one with --home or change its permissions"
                ) from error
            if not os.access(folder, os.W_OK | os.X_OK):
                raise NewsArchiveError(
                    f"the archive folder {folder} is not writable; "
                    "choose another one with --home or change its permissions"
                )
