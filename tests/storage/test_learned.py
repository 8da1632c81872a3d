"""What was learned of a source, version by version."""

import pytest

from storage.learned import LearnedSiteRepository
from storage.records import NewLearnedSite, TemplateAudit


@pytest.fixture
def learned(archive):
    return LearnedSiteRepository(archive.database)


def site(make, **changes):
    values = {
        "valid_from": make.day(0),
        "pages": 12,
        "reason": "the first pages",
        "templates": ({"container": "//div[@id='zoom']", "pages": 9},),
        "boilerplate": ("欢迎关注青溪发布",),
    } | changes
    return NewLearnedSite(**values)


def test_every_version_stays_and_comes_back_as_it_was_stored(archive, learned, make):
    first, second = site(make), site(make, valid_from=make.day(9), templates=(), boilerplate=())
    assert [learned.add(archive.source_id, one) for one in (first, second)] == [1, 2]
    stored = learned.versions(archive.source_id)
    assert [one.version for one in stored] == [1, 2]
    assert [one.valid_from for one in stored] == [make.day(0), make.day(9)]
    assert (stored[0].templates, stored[0].boilerplate) == (first.templates, first.boilerplate)
    assert (stored[1].templates, stored[1].boilerplate) == ((), ())
    assert stored[0].applied_at is None


def test_a_version_is_marked_when_its_captures_have_been_read_with_it(archive, learned, make):
    version = learned.add(archive.source_id, site(make))
    learned.mark_applied(archive.source_id, version)
    learned.confirm(archive.source_id, version, 24)
    (stored,) = learned.versions(archive.source_id)
    assert stored.applied_at is not None
    assert stored.pages == 24


def test_settings_and_what_is_learned_do_not_overwrite_each_other(archive, learned, make):
    learned.add(archive.source_id, site(make))
    archive.sources.update(make.source(every_seconds=60))
    assert len(learned.versions(archive.source_id)) == 1
    assert archive.sources.get("qingxi").settings.every_seconds == 60


def test_audits_are_kept_by_version_in_the_order_of_their_making(archive, learned, make):
    audits = [
        TemplateAudit(version=v, url=f"http://a/{n}", fetched_at=make.day(n), outcome=o, note="文")
        for n, (v, o) in enumerate([(1, "agrees"), (2, "no_fit"), (1, "scratch")])
    ]
    for one in audits:
        learned.record(archive.source_id, one)
    assert learned.audits(archive.source_id, 1) == [audits[0], audits[2]]
    assert learned.audits(archive.source_id, 2) == [audits[1]]


def test_captures_that_made_a_version_are_found_by_their_time(archive, make):
    saved = archive.save(1, at=make.day(1))
    archive.save(1, at=make.day(2))
    archive.save(1, at=make.day(3), text="青溪大桥昨日通车。\n全长三百米。")
    archive.captures.add(make.capture(page_kind="list", fetched_at=make.day(4)), archive.source_id)
    told = archive.captures.told(archive.source_id, make.day(1))
    assert [one.fetched_at for one in told] == [make.day(1), make.day(3)]
    assert {one.article_id for one in told} == {saved.article_id}
    assert len(archive.captures.told(archive.source_id, make.day(2))) == 1
