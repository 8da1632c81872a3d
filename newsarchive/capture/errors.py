"""Errors of the raw page archive.

CaptureError             (a NewsArchiveError)
├── CaptureFailed        a page could not be kept: the folder cannot be written, the disk is full
└── UnreadableCapture    there is no such record, it is damaged, or it unpacks to too much
"""

from newsarchive.core.errors import NewsArchiveError


class CaptureError(NewsArchiveError):
    """The raw page archive refused; the message is fit to be shown as it stands."""


class CaptureFailed(CaptureError):
    """A page could not be written; a crawl must stop rather than go on without raw pages."""


class UnreadableCapture(CaptureError):
    """A record cannot be read; the other records of the archive are not concerned."""
