"""The errors that a person may meet.

NewsArchiveError
├── UsageError            wrong usage: the caller should change the request (exit code 2)
├── Quarantine            this page broke the program; keep it aside, go on
└── Refused               the address guard does not allow this request

Each message says what failed, on what, and what to do next.
"""


class NewsArchiveError(Exception):
    """Work failed; the message is fit to be shown as it stands."""


class UsageError(NewsArchiveError):
    """The request itself is wrong; nothing was done."""


class Quarantine(NewsArchiveError):
    """A page that could not be worked on; it stays in the WARC file for a later try."""


class Refused(NewsArchiveError):
    """A request to an address that pages may not send us to."""
