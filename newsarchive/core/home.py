"""Home: where the parts of one archive lie on disk."""

import dataclasses
from pathlib import Path

from newsarchive.core.errors import NewsArchiveError
from storage.locations import is_writable


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

    def is_read_only(self) -> bool:
        """Whether the folder is there and nothing in it can be written."""
        return self.path.is_dir() and not is_writable(self.path)

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
            if not is_writable(folder):
                raise NewsArchiveError(
                    f"the archive folder {folder} is not writable; "
                    "choose another one with --home or change its permissions"
                )
