"""The change log: one sequence in the order of commits, whoever writes."""

import contextlib
import threading
import time

import pytest

from storage import changes
from storage.engine import open_database


def test_the_log_of_an_empty_archive_is_empty(archive):
    assert archive.log.since(0) == []
    assert archive.log.last() == 0


def test_followers_take_the_log_in_parts(archive):
    for number in range(1, 6):
        archive.save(number, text="图")
    first = archive.log.since(0, limit=2)
    rest = archive.log.since(first[-1].seq)
    assert [change.article_id for change in first + rest] == [1, 2, 3, 4, 5]
    assert rest[-1].seq == archive.log.last()


def test_articles_that_changed_are_named_once_in_order(archive, make):
    for number in (1, 2, 3):
        archive.save(number, text=f"第{number}篇的正文。")
    before = archive.log.last()
    archive.save(3, text="第三篇的新正文。", at=make.day(1))
    archive.save(1, text="第一篇的正文。", at=make.day(1))
    archive.lose(3, at=make.day(2))
    now = archive.log.last()
    archive.save(2, text="第二篇的新正文。", at=make.day(1))
    assert list(archive.log.touched(before, now)) == [1, 3]
    assert list(archive.log.touched(0, now)) == [1, 2, 3]
    assert list(archive.log.touched(now, now)) == []


def test_a_removed_article_leaves_its_address_in_the_log(archive):
    archive.save(1, text="第一篇的正文。")
    archive.save(2, text="第二篇的正文。")
    before = archive.log.last()
    archive.articles.remove(1)
    now = archive.log.last()
    archive.articles.remove(2)
    (line,) = archive.log.removed(before, now)
    assert (line.article_id, line.url) == (1, "http://xinwen.example/a/1.html")
    assert [line.article_id for line in archive.log.removed(0, archive.log.last())] == [1, 2]


def test_two_transactions_log_in_the_order_in_which_they_commit(archive):
    """The second one waits at its start, so it cannot take a number and commit before the first."""
    entered, leave = threading.Event(), threading.Event()

    def slow():
        with changes.writing(archive.database) as connection:
            changes.log(connection, "new", [1])
            entered.set()
            leave.wait(10)

    def quick():
        with changes.writing(archive.database) as connection:
            changes.log(connection, "new", [2])

    first, second = threading.Thread(target=slow), threading.Thread(target=quick)
    first.start()
    assert entered.wait(10)
    second.start()
    time.sleep(0.3)
    assert second.is_alive()
    assert archive.log.since(0) == []
    leave.set()
    first.join()
    second.join()
    assert [change.article_id for change in archive.log.since(0)] == [1, 2]


def test_a_follower_misses_nothing_while_several_write(archive):
    databases = [open_database(archive.url) for _ in range(3)]

    def write(database, offset):
        writer = type(archive)(database, archive.url, archive.source_id)
        for number in range(20):
            writer.save(offset + number, text=f"第{number}篇文章的正文。")

    threads = [
        threading.Thread(target=write, args=(database, 1000 * number))
        for number, database in enumerate(databases)
    ]
    for thread in threads:
        thread.start()
    taken, last = [], 0
    while any(thread.is_alive() for thread in threads) or archive.log.last() > last:
        taken += archive.log.since(last, limit=7)
        last = taken[-1].seq if taken else 0
        time.sleep(0.005)
    for database in databases:
        database.close()
    assert taken == archive.log.since(0)
    assert {change.article_id for change in taken if change.kind == "new"} == set(range(1, 61))


def test_concurrent_copies_of_one_text_end_in_one_story(archive):
    databases = [open_database(archive.url) for _ in range(3)]

    def write(database, offset):
        writer = type(archive)(database, archive.url, archive.source_id)
        for number in range(10):
            writer.save(offset + number, text=f"第{number}篇文章的正文。")

    threads = [
        threading.Thread(target=write, args=(database, 1000 * number))
        for number, database in enumerate(databases)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for database in databases:
        database.close()
    assert archive.articles.totals().articles == 30
    assert archive.articles.totals().stories == 10


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_numbers_only_grow_where_a_transaction_was_given_up(archive):
    archive.save(1)
    with contextlib.suppress(RuntimeError), changes.writing(archive.database) as connection:
        changes.log(connection, "new", [7])
        raise RuntimeError
    archive.save(2)
    numbers = [change.seq for change in archive.log.since(0)]
    assert numbers == sorted(numbers)
    assert len(numbers) == 2
