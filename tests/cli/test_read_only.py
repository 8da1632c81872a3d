"""An archive on a disk that cannot be written: it is read as it stands, and not changed."""

import json
import subprocess
import sys

import pytest

IN_A_NAMESPACE = ["unshare", "--map-root-user", "--mount"]
READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'


@pytest.fixture
def archive(program, tmp_path):
    text = "区里开建图书馆\n昨天，新图书馆在镇上开工，明年秋天迎来读者。"
    (tmp_path / "news.txt").write_text(text, encoding="utf-8")
    program.run("import", tmp_path / "news.txt")
    return program


def run(archive, *words):
    """Run a command while the disk of the archive is read-only."""
    command = [sys.executable, "-m", "newsarchive", *map(str, words)]
    done = subprocess.run(
        [*IN_A_NAMESPACE, "sh", "-c", READ_ONLY, str(archive.home), *command],
        env=archive.environment,
        cwd=archive.home.parent,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(autouse=True)
def mounts(tmp_path):
    probe = ["sh", "-c", READ_ONLY, tmp_path, "test", "!", "-w", tmp_path]
    try:
        subprocess.run([*IN_A_NAMESPACE, *probe], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this machine lets nobody mount a disk read-only")


def test_it_can_be_searched_shown_dumped_and_copied(archive, tmp_path):
    found = run(archive, "search", "圖書館", "--json")
    assert json.loads(found.stdout)["total"] == 1, found.stderr
    assert "cannot be written; it is read as it stands" in found.stderr
    assert "明年秋天" in run(archive, "show", "1").stdout
    assert json.loads(run(archive, "status", "--json").stdout)["articles"] == 1
    assert run(archive, "verify").returncode == 0
    assert run(archive, "export", tmp_path / "dump.jsonl").returncode == 0
    assert "明年秋天" in (tmp_path / "dump.jsonl").read_text("utf-8")
    assert run(archive, "backup", tmp_path / "copy").returncode == 0
    assert (tmp_path / "copy" / "archive.db").stat().st_size > 0


@pytest.mark.parametrize("words", ["import news.txt", "crawl --all", "run", "index rebuild"])
def test_what_would_change_it_is_refused_in_a_sentence(archive, words):
    refused = run(archive, *words.split())
    assert refused.returncode == 1
    assert "is not writable; choose another one with --home" in refused.stderr
