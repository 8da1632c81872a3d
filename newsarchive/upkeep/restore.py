"""A backup -> an archive in a new place."""

import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from newsarchive.core.config import CONFIG_FILE
from newsarchive.core.errors import NewsArchiveError, UsageError
from newsarchive.upkeep.backup import DATABASE, read_note, warc_files


def restore(
    folder: Path, home: Path, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> None:
    """Make the archive of a backup again in `home`, which appears when it is complete.

    Everything is copied, so that the backup stays as it is. `progress` hears how many files are
    done of how many. Raises UsageError where `home` holds something, NewsArchiveError where there
    is no finished backup or it cannot be copied.
    """
    read_note(folder)
    if home.exists() and any(home.iterdir()):
        raise UsageError(f"{home} holds something already; name a new folder with --home")
    draft = home.resolve().with_name(f".{home.name}-{secrets.token_hex(4)}.part")
    names = [Path(DATABASE), *(Path("warc") / name for name in warc_files(folder / "warc"))]
    if (folder / CONFIG_FILE).exists():
        names.append(Path(CONFIG_FILE))
    try:
        for done, name in enumerate(names, 1):
            (draft / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / name, draft / name)
            progress(done, len(names))
        draft.replace(home.resolve())
    except OSError as error:
        raise NewsArchiveError(
            f"{folder} could not be restored to {home}: {error.strerror or error}; "
            "see to space and permissions, then try again"
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
