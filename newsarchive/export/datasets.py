"""A folder that the library `datasets` loads: Parquet files and a card that says where they lie.

`datasets.load_dataset("FOLDER")` reads it; so does the hub that it is uploaded to. The layout is
that of https://huggingface.co/docs/datasets/repository_structure.
"""

from pathlib import Path

from newsarchive.export.parquet import ParquetWriter
from storage.records import ArticleRecord

SHARD_BYTES = 400_000_000
"""A file that has grown to this size is followed by another one."""

CARD = """\
---
pretty_name: News articles
language:
- zh
configs:
- config_name: default
  data_files:
  - split: train
    path: data/train-*.parquet
---

# News articles

{count} articles of a newsarchive. The texts belong to those who published them: look at what they
allow before you share this folder.

Each row is an article; `repairs`, `title_repairs`, `flags`, `provenance` and `versions` hold JSON.
`manifest.json` says how the articles were chosen.
"""


class DatasetsWriter:
    """Writes `data/train-00000-of-00001.parquet`, … and `README.md` into a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._data = folder / "data"
        self._data.mkdir()
        self._count = 0
        self._shards: list[Path] = []
        self._begin_shard()

    def write(self, record: ArticleRecord) -> None:
        """Write one article."""
        if self._file.tell() >= SHARD_BYTES:
            self._end_shard()
            self._begin_shard()
        self._writer.write(record)
        self._count += 1

    def close(self) -> None:
        """Write the card, and give the files their names now that their number is known."""
        self._end_shard()
        total = len(self._shards)
        for number, shard in enumerate(self._shards):
            shard.rename(self._data / f"train-{number:05}-of-{total:05}.parquet")
        card = CARD.format(count=f"{self._count:,}")
        (self._folder / "README.md").write_text(card, encoding="utf-8")

    def _begin_shard(self) -> None:
        shard = self._data / f"{len(self._shards)}.part"
        self._shards.append(shard)
        self._file = shard.open("wb")
        self._writer = ParquetWriter(self._file)

    def _end_shard(self) -> None:
        self._writer.close()
        self._file.close()
