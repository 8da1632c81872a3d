"""The index and the marking of passages follow one rule: they are held against each other."""

import random
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsarchive.search.lexer import QueryError
from newsarchive.search.matches import term_matches
from newsarchive.search.query import parse_query

LETTERS = "甲乙丙丁甲乙丙丁甲乙丙12a，、 \n"
PIECES = st.text("甲乙丙丁12a，、 ", min_size=1, max_size=10)


@pytest.fixture
def texts(archive):
    """Many texts made of few characters, so that every accident happens."""
    chance = random.Random(20240301)  # noqa: S311 - reproducible
    made = {}
    for _ in range(150):
        text = "".join(chance.choices(LETTERS, k=chance.randint(3, 40)))
        made[archive.save(title="无题", text=text)] = text
    return made


@pytest.mark.parametrize("typed", ["{}", '"{}"'])
def test_an_article_is_found_just_when_its_text_has_the_place(archive, texts, typed):
    @settings(
        max_examples=250, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(PIECES)
    def check(piece):
        try:
            query = parse_query(typed.format(piece))
        except QueryError:
            return
        marked = {
            article
            for article, text in texts.items()
            if all(term_matches(text, query, is_title=False))
        }
        assert archive.found(query.text) == marked

    check()


WORDS = st.text("甲乙丙丁", min_size=1, max_size=2)


def test_words_are_near_just_when_so_few_characters_lie_between_their_beginnings(archive):
    chance = random.Random(7)  # noqa: S311 - reproducible
    texts = {}
    for _ in range(60):
        text = "".join(chance.choices("甲乙丙丁戊己庚，", k=chance.randint(3, 40)))
        texts[archive.save(title="无题", text=text)] = text

    def begins(word, text):
        """The numbers of the characters, punctuation not counted, at which a word begins."""
        places = [match.start() for match in re.finditer(f"(?={word})", text)]
        return [place - text[:place].count("，") for place in places]

    @settings(
        max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(WORDS, WORDS, st.integers(1, 9))
    def check(one, other, distance):
        near = {
            article
            for article, text in texts.items()
            if any(
                abs(first - second) <= distance
                for first in begins(one, text)
                for second in begins(other, text)
            )
        }
        assert archive.found(f'near:"{one} {other}"~{distance}') == near

    check()
