import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from newsarchive.core.errors import UsageError
from newsarchive.sources.toml import from_toml, to_toml
from storage.records import SourceSettings

URL = "http://www.gz-example.gov.cn/gzdt/"

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
json_objects = st.dictionaries(st.text(max_size=5), json_values, max_size=4)
texts = st.text(min_size=1, max_size=12).filter(str.strip)

settings = st.builds(
    SourceSettings,
    name=st.sampled_from(["gz-example", "贵州.动态", "a_b"]),
    url=st.just(URL),
    kind=st.sampled_from(["list_page", "feed", "sitemap"]),
    entry_urls=st.lists(st.sampled_from([URL, f"{URL}x", f"{URL}y"]), min_size=1, max_size=3).map(
        tuple
    ),
    title=st.none() | texts,
    publisher=st.none() | texts,
    every_seconds=st.none() | st.integers(60, 10**6),
    cron=st.none(),
    max_pages=st.integers(1, 1000),
    pagination=st.none() | texts,
    path_prefix=st.none() | st.just(URL),
    encoding=st.sampled_from([None, "gb18030"]),
    zone=st.sampled_from(["Asia/Shanghai", "Asia/Taipei"]),
    time_limit_seconds=st.none() | st.integers(60, 10**6),
    detection=json_objects,
)


# Drawing nested JSON takes long on a busy machine; that is no fault of what is tested.
@limits(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(settings)
def test_what_is_written_is_read_back_exactly(one):
    assert from_toml(to_toml([one]), "sources.toml") == (one,)


def test_several_sources_keep_their_order():
    many = [
        SourceSettings(
            name=name,
            url=f"{URL}{name}",
            kind="feed",
            entry_urls=(f"{URL}{name}",),
            cron="0 8 * * 1",
        )
        for name in ("b", "a", "c")
    ]
    assert from_toml(to_toml(many), "sources.toml") == tuple(many)


def test_two_lines_make_a_source():
    written = f'[source.gz]\nurl = "{URL}"\nkind = "list_page"\n'
    expected = SourceSettings(name="gz", url=URL, kind="list_page", entry_urls=(URL,))
    assert from_toml(written, "sources.toml") == (expected,)
    assert to_toml([expected]) == written


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            "evry = '2h'",
            "[source.gz] evry: is no setting; did you mean 'every'? Known are url, kind",
        ),
        ("every = 7200", "[source.gz] every: must be text in quotes"),
        ("every = '2 hours'", "[source.gz] every: interval '2 hours' is not understood"),
        ("every = '5s'", "[source.gz] every: interval '5s' is too short; 1m is the shortest"),
        ("cron = '0 8 * *'", "[source.gz] cron: cron expression '0 8 * *' has 4 fields"),
        ("max_pages = 'many'", "[source.gz] max_pages: must be a whole number"),
        ("max_pages = true", "[source.gz] max_pages: must be a whole number"),
        ("max_pages = 0", "[source.gz] max_pages: 0 is not from 1 to"),
        ("entry_urls = 'http://x.cn/'", "[source.gz] entry_urls: must be a list of texts"),
        ("entry_urls = ['x.cn']", "[source.gz] entry_urls: 'x.cn' is no address"),
        ("title = ''", "[source.gz] title: must be text in quotes, and not empty"),
        ("zone = 'Mars/Base'", "[source.gz] zone: 'Mars/Base' is no time zone"),
        ("detection = '['", "[source.gz] detection: must be a table, or a JSON object as text"),
    ],
)
def test_a_bad_entry_stops_with_file_table_and_key(lines, told):
    written = f'[source.gz]\nurl = "{URL}"\nkind = "list_page"\n{lines}\n'
    with pytest.raises(UsageError) as raised:
        from_toml(written, "sources.toml")
    assert str(raised.value).startswith("sources.toml: ")
    assert told in str(raised.value)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "no source in it"),
        ("[source]", "no source in it"),
        ("source = 3", "no source in it"),
        ("x = 1", "unknown entry 'x'"),
        ("[source]\ngz = 1", "[source.gz] must be a table"),
        ("a = ", "cannot be read as TOML"),
        ("a = " + "[" * 100_000, "cannot be read as TOML"),
        ("[source.gz]\nurl = 'http://x.cn/'", "[source.gz] kind: is missing"),
        ("[source.gz]\nkind = 'feed'", "[source.gz] url: is missing"),
        (
            "[source.gz]\nurl = 'http://x.cn/'\nkind = 'manual'",
            "[source.gz] kind: 'manual' is none of",
        ),
        ("[source.'a b']\nurl = 'http://x.cn/'\nkind = 'feed'", "[source.a b] name: 'a b' cannot"),
    ],
)
def test_a_file_that_holds_no_sources_is_told_apart(written, told):
    with pytest.raises(UsageError) as raised:
        from_toml(written, "sources.toml")
    assert told in str(raised.value)


def test_one_bad_entry_keeps_all_others_from_being_loaded():
    good = f'[source.a]\nurl = "{URL}"\nkind = "feed"\n'
    with pytest.raises(UsageError, match=r"\[source\.b\] kind"):
        from_toml(f'{good}[source.b]\nurl = "{URL}"\nkind = "news"\n', "sources.toml")
