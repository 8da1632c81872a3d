"""Hosts that block us are left alone for a growing time; what is asked of each is counted."""

import datetime as dt
import threading

import pytest

from storage.hosts import HostRepository
from storage.sources import host_of

HOST = "www.qingxi.example"
TODAY = dt.date(2024, 3, 1)


@pytest.fixture
def hosts(archive):
    return HostRepository(archive.database)


def test_each_block_in_a_row_lengthens_the_time_that_a_host_is_left_alone(hosts, make):
    waits = []
    now = make.day(0)
    for _ in range(4):
        barrier = hosts.block(HOST, "status 412", now)
        waits.append(barrier.blocked_until - now)
        now = barrier.blocked_until
    assert [wait.total_seconds() / 3600 for wait in waits] == [1, 3, 9, 27]
    assert hosts.barrier(HOST, now - dt.timedelta(minutes=1)).reason == "status 412"
    assert hosts.barrier(HOST, now) is None


def test_a_host_that_serves_us_starts_afresh(hosts, make):
    hosts.block(HOST, "status 412", make.day(0))
    assert hosts.unblock(HOST)
    assert not hosts.unblock(HOST)
    assert hosts.barrier(HOST, make.day(0)) is None
    assert hosts.block(HOST, "status 403", make.day(1)).blocks == 1


def test_a_host_that_names_a_time_is_left_alone_until_then(hosts, make):
    barrier = hosts.block(HOST, "status 503", make.day(0), dt.timedelta(hours=6))
    assert barrier.blocked_until == make.day(0.25)


def test_every_source_of_a_blocked_host_knows_it(archive, hosts, make):
    archive.sources.add(make.source("a", url="http://www.shared.example/a/"))
    archive.sources.add(make.source("b", url="http://WWW.shared.example/b/"))
    hosts.block("www.shared.example", "status 412", dt.datetime.now(dt.UTC))
    barred = {s.settings.name for s in archive.sources.list() if s.barrier}
    assert barred == {"a", "b"}
    assert archive.sources.get("a").barrier.reason == "status 412"


def test_requests_of_a_day_are_given_out_up_to_the_cap_and_anew_the_next_day(hosts):
    assert hosts.take(HOST, TODAY, 20, cap=50) == 20
    assert hosts.take(HOST, TODAY, 40, cap=50) == 30
    assert hosts.take(HOST, TODAY, 1, cap=50) == 0
    hosts.give_back(HOST, TODAY, 5)
    assert hosts.take(HOST, TODAY, 20, cap=50) == 5
    assert hosts.take(HOST, TODAY + dt.timedelta(days=1), 20, cap=50) == 20


def test_processes_side_by_side_do_not_take_more_than_the_cap(archive):
    taken = []

    def work():
        mine = HostRepository(archive.database)
        taken.extend(mine.take(HOST, TODAY, 7, cap=100) for _ in range(10))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(taken) == 100


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://www.qingxi.example/a", "www.qingxi.example"),
        ("https://u:p@WWW.qingxi.example:8443/", "www.qingxi.example:8443"),
    ],
)
def test_a_host_is_named_as_in_its_addresses(url, host):
    assert host_of(url) == host
