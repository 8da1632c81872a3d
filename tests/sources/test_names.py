import pytest

from newsarchive.core.errors import UsageError
from newsarchive.sources.names import MAX_LENGTH, check_name, name_for


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://www.gz-example.gov.cn/gzdt/ywyw/", "gz-example-gzdt-ywyw"),
        ("http://www.gz-example.gov.cn/gzdt/ywyw/index.html", "gz-example-gzdt-ywyw"),
        ("http://www.gz-example.gov.cn/", "gz-example"),
        ("https://m.li-example.com/News/Company.aspx", "li-example-news-company"),
        ("https://li-example.com.tw/feed/", "li-example-feed"),
        ("http://127.0.0.1:8801/gzdt/", "127-0-0-1-8801-gzdt"),
        ("http://jw.li-example.cn/list.jsp?urltype=tree&wbtreeid=1001", "jw-li-example-list-1001"),
        ("https://li-example.cn/%E8%A6%81%E9%97%BB/", "li-example-要闻"),
        ("https://xn--fsqu00a.xn--fiqs8s/", "例子"),
    ],
)
def test_a_name_is_made_of_host_and_path(url, name):
    assert name_for(url) == name
    assert check_name(name) == name


def test_a_taken_name_gets_the_first_free_number():
    taken = ["gz-example", "gz-example-2"]
    assert name_for("http://gz-example.gov.cn/", taken) == "gz-example-3"


def test_a_long_address_gives_a_short_name_of_whole_words():
    name = name_for(f"http://gz-example.gov.cn/{'very/deep/' * 30}")
    assert name.startswith("gz-example-very-deep-very")
    assert len(name) <= 50
    assert name.endswith(("very", "deep"))


def test_an_address_without_words_still_gives_a_name():
    assert name_for("http://---/") == "source"


@pytest.mark.parametrize("name", ["贵州动态", "a", "gz.example_1-x", "9"])
def test_letters_of_any_script_may_name_a_source(name):
    assert check_name(name) == name


@pytest.mark.parametrize("name", ["", "-x", ".x", "a/b", "a b", "a\n", "../x", "x" * 65, "a,b"])
def test_other_names_are_refused_with_what_is_allowed(name):
    with pytest.raises(UsageError, match=f"at most {MAX_LENGTH}"):
        check_name(name)
