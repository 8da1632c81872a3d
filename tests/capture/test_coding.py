"""Content codings, as servers send them and as they ought not to."""

import gzip
import random
import time
import zlib

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.capture.coding import TooLarge, undo_codings

try:
    from compression import zstd
except ImportError:
    from backports import zstd

TEXT = "西岭村村民代表会议表决通过了集体林地流转方案。".encode() * 200


def deflate_raw(body):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("GZIP", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", deflate_raw),
        ("br", brotli.compress),
        ("zstd", zstd.compress),
    ],
)
def test_every_coding_is_undone(coding, pack):
    for body in (TEXT, b"x", TEXT * 100):
        assert undo_codings(pack(body), [coding], len(body)) == (body, ())
        with pytest.raises(TooLarge):
            undo_codings(pack(body), [coding], len(body) - 1)


def test_codings_are_undone_from_the_last_one_applied():
    body = gzip.compress(brotli.compress(TEXT))
    assert undo_codings(body, ["br", "gzip"], 10**6) == (TEXT, ())


def test_a_body_of_several_gzip_members_is_one():
    body = gzip.compress(TEXT) + gzip.compress(b"end") + b"\0\0"
    assert undo_codings(body, ["gzip"], 10**6) == (TEXT + b"end", ())


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, brotli.compress])
def test_of_a_body_that_breaks_off_what_came_counts(pack):
    coding = {gzip.compress: "gzip", zlib.compress: "deflate", brotli.compress: "br"}[pack]
    packed = pack(bytes(range(256)) * 4_000)
    body, _ = undo_codings(packed[:-10], [coding], 10**7)
    assert body
    assert (bytes(range(256)) * 4_000).startswith(body)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br", "zstd"]))
def test_no_body_makes_it_fail(body, coding):
    try:
        undo_codings(body, [coding], 10**6)
    except TooLarge:
        pytest.fail("300 bytes of noise cannot unpack to a megabyte unnoticed")


def test_a_body_of_endless_members_or_one_of_large_blocks_is_undone_in_linear_time():
    started = time.process_time()
    assert undo_codings(gzip.compress(b"") * 300_000, ["gzip"], 10**6) == (b"", ())
    noise = random.Random(7).randbytes(20_000_000)  # noqa: S311
    packed = {
        "gzip": gzip.compress(noise, 1),
        "deflate": zlib.compress(noise, 1),
        "br": brotli.compress(noise, quality=0),
    }
    for coding, body in packed.items():
        assert undo_codings(body, [coding], len(noise)) == (noise, ())
    assert time.process_time() - started < 5
