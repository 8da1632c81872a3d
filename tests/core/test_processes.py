"""What a process has in memory."""

import mmap
import sys

import pytest

from newsarchive.core.processes import mapped_file_bytes

SIZE = 16 * 1024 * 1024


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_a_file_that_is_mapped_and_read_counts_until_it_is_closed(tmp_path):
    file = tmp_path / "large"
    file.write_bytes(b"\x01" * SIZE)
    before = mapped_file_bytes()
    with (
        file.open("rb") as opened,
        mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as mapped,
    ):
        assert sum(mapped[:: mmap.PAGESIZE]) == SIZE // mmap.PAGESIZE
        during = mapped_file_bytes()
    assert during - before > SIZE * 0.9
    assert mapped_file_bytes() - before < SIZE * 0.1
