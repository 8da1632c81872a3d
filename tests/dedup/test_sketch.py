"""Sketches: texts that share passages share numbers."""

from newsarchive.dedup.sketch import SIZE, sketch


def test_reposts_share_numbers_and_other_texts_do_not(news, mirror, weather):
    known = set(sketch(news))
    assert len(known) == SIZE
    assert len(known & set(sketch(news[: len(news) // 2]))) >= 5
    assert len(known & set(sketch(mirror))) >= 5
    assert not known & set(sketch(weather * 4))


def test_script_punctuation_and_width_do_not_matter(news):
    assert sketch(news) == sketch(
        news.replace("，", " ").replace("\n", "").replace("要", "要\u200b")
    )


def test_the_numbers_fit_a_signed_column_and_ascend(news):
    numbers = sketch(news)
    assert list(numbers) == sorted(set(numbers))
    assert all(0 <= number < 2**63 for number in numbers)


def test_a_text_too_short_to_compare_has_none():
    assert sketch("青溪大桥通车") == ()
    assert sketch("") == ()
