import pytest

from newsarchive.sources.cms import find_system

COLUMN = "http://www.gz-example.gov.cn/gzdt/"


@pytest.mark.parametrize(
    ("html", "system"),
    [
        ("<script>createPageHTML(12, 0, 'index', 'html');</script>", "TRS WCM"),
        ("<script>createPageHTML('page_div',12, 1,'list','shtml',235)</script>", "UCAP"),
        ('<!-- createPageHTML( 3,0,"index","htm") -->', "TRS WCM"),
        (
            '<script type="text/xml"><datastore><recordset></recordset></datastore></script>',
            "Hanweb jcms",
        ),
        ("<script url='/x' queryData=\"{'webId':'7'}\"></script>", "Hanweb jpaas"),
        ('<span class="p_next p_fun"><a href="gzdt/10.htm">下页</a></span>', "VSB"),
        ('<a href="info/1001/2345.htm">全区</a>', "VSB"),
        ('<input type="hidden" name="__VIEWSTATE" value="x">', "ASP.NET WebForms"),
        ('<link href="/wp-content/themes/x/style.css">', "WordPress"),
        ('<a href="/e/action/ListInfo/?classid=11&page=1">下一页</a>', "EmpireCMS"),
        ('<a href="/plus/list.php?tid=12">下一页</a>', "DedeCMS"),
        ('<a href="portal.php?mod=list&catid=2">要闻</a>', "Discuz"),
        ('<a href="index.php?m=content&amp;c=index&amp;a=lists">要闻</a>', "phpcms"),
        ('<div id="js_content" style="visibility: hidden">正文</div>', "WeChat"),
        ('<meta name="generator" content="青溪网站系统 3.1">', "青溪网站系统 3.1"),
    ],
)
def test_a_publishing_system_is_known_by_its_signs(html, system):
    found = find_system(html, COLUMN)
    assert found is not None
    assert found.name == system
    assert found.evidence


@pytest.mark.parametrize(
    ("url", "system"),
    [
        ("http://x.gov.cn/col/col1234/index.html", "Hanweb jcms"),
        ("http://x.gov.cn/gkmlpt/index#2811", "gkmlpt"),
        ("http://x.gov.cn/xwzx/content/post_12345.html", "NFCMS"),
        ("http://x.gov.cn/content/column/6795911?pageIndex=2", "Longxun"),
        ("http://x.gov.cn/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=1001", "VSB"),
    ],
)
def test_an_address_alone_may_give_the_system_away(url, system):
    found = find_system("<p>正文</p>", url)
    assert found is not None
    assert found.name == system


def test_the_definition_of_the_pager_function_is_no_sign():
    assert find_system("<script>function createPageHTML(_nPageCount) {}</script>", COLUMN) is None


def test_a_page_without_signs_is_of_no_known_system():
    assert find_system("<p>正文</p>", COLUMN) is None
