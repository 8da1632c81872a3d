"""`extract` reads the files of one host as one site, in whatever order they are named."""

import json

import pytest

PAGE = """<html><head><title>芦水河第{n}号闸门完成检修_芦水灌区网</title></head><body>
<div class="top"><a href="/">首页</a></div><div class="detail"><h1>芦水河第{n}号闸门完成检修</h1>
<div class="info">2024-05-06 09:{n:02} 来源：芦水灌区网</div>
<div class="txt"><p>5月6日，芦水河第{n}号闸门完成检修，{n}名工人参加，闸门启闭自如，密封良好。</p>
<p>灌区管理处要求，第{n}管理所要做好记录，发现渗漏立即上报，确保春灌用水。</p>
<p>芦水灌区客户端每天早晨七点更新水情</p></div></div></body></html>"""


@pytest.fixture
def saved(tmp_path):
    """Eight saved pages of one host and a page of another, and the list of their addresses."""
    files = [tmp_path / f"{n}.html" for n in range(1, 9)]
    for n, file in enumerate(files, 1):
        file.write_text(PAGE.format(n=n), "utf-8")
    stranger = tmp_path / "stranger.html"
    stranger.write_text(PAGE.format(n=30), "utf-8")
    addresses = [f"{file}\thttp://lushui.example/a/{file.name}" for file in files]
    urls = tmp_path / "urls.tsv"
    urls.write_text("\n".join([*addresses, f"{stranger}\thttp://else.example/30.html"]), "utf-8")
    return files, stranger, urls


def read(program, files, urls):
    program.home.mkdir(exist_ok=True)
    lines = program.run("extract", *files, "--urls", urls, "--jsonl").stdout.splitlines()
    return {result["file"]: result for result in map(json.loads, lines)}


def test_pages_of_one_host_are_read_by_what_they_have_in_common(program, saved):
    files, stranger, urls = saved
    read_all = read(program, [*files, stranger], urls)
    for file in files:
        result = read_all[str(file)]
        assert "template" in result["evidence"][0]
        assert "客户端" not in result["text"]
        assert "boilerplate" in [one["rule"] for one in result["repairs"]]
    assert "template" not in read_all[str(stranger)]["evidence"][0]


def test_the_order_of_the_files_changes_no_result(program, saved):
    files, _stranger, urls = saved
    assert read(program, files, urls) == read(program, files[::-1], urls)
