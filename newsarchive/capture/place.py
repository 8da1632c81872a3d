"""Where the raw page of a capture lies."""

from spiders.items import CapturePlace
from storage.records import CaptureRecord


def capture_place(capture: CaptureRecord) -> CapturePlace | None:
    """Return where a capture lies, None for one that came without its raw page."""
    if capture.warc_file is None or capture.warc_offset is None or capture.warc_length is None:
        return None
    return CapturePlace(
        warc_file=capture.warc_file,
        warc_offset=capture.warc_offset,
        warc_length=capture.warc_length,
        payload_digest=capture.payload_digest or "",
    )
