"""When a source is learned: once there are enough pages, and again when there is a reason."""

import datetime as dt

from newsarchive.sources.learning import FIRST_PAGES, next_lesson, trust
from storage.records import LearnedSite, TemplateAudit

START = dt.datetime(2024, 3, 1, 8, tzinfo=dt.UTC)


def days(*numbers):
    return [START + dt.timedelta(days=number) for number in numbers]


def known(pages=10, templates=({"scope": "//main", "container": "//div"},)):
    return LearnedSite(
        version=1,
        learned_at=START,
        valid_from=START,
        applied_at=START,
        pages=pages,
        reason="the first pages",
        templates=templates,
        boilerplate=(),
    )


def audit(day, outcome):
    at = START + dt.timedelta(days=day)
    return TemplateAudit(version=1, url="", fetched_at=at, outcome=outcome, note="")


def test_a_new_source_is_learned_when_it_has_enough_articles_and_reads_all_of_them():
    assert next_lesson(None, days(*range(FIRST_PAGES - 1)), []) is None
    assert next_lesson(None, days(*range(FIRST_PAGES)), []).valid_from == START


def test_twice_as_many_pages_are_a_reason_to_learn_again_for_the_same_captures():
    assert next_lesson(known(10), days(*range(19)), []) is None
    assert next_lesson(known(10), days(*range(20)), []).valid_from == START


def test_pages_that_no_template_fits_any_more_are_a_redesign_since_the_first_of_them():
    fetched = days(*range(30))
    misses = [audit(day, "no_fit") for day in range(21, 30)]
    lesson = next_lesson(known(30), fetched, misses)
    assert lesson.valid_from == fetched[21]
    assert "redesign" in lesson.reason


def test_now_and_then_a_page_that_does_not_fit_is_no_redesign():
    misses = [audit(day, "no_fit") for day in range(0, 30, 2)]
    assert next_lesson(known(30), days(*range(30)), misses) is None


def test_templates_that_lose_audits_are_distrusted_since_the_first_loss():
    audits = [audit(1, "agrees"), audit(3, "scratch"), audit(4, "agrees"), audit(7, "scratch")]
    lesson = next_lesson(known(30), days(*range(30)), audits)
    assert lesson.distrusted
    assert [lesson.valid_from] == days(3)
    assert trust(audits) == 0.5


def test_losses_of_long_ago_are_forgiven():
    audits = [audit(1, "scratch"), audit(2, "scratch"), *[audit(5, "agrees")] * 10]
    assert next_lesson(known(30), days(*range(30)), audits) is None
    assert trust(audits) == 1.0


def test_without_audits_there_is_nothing_to_trust_or_doubt():
    assert trust([]) is None
