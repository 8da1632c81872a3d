"""The last crawls of a source in words, and every event in its file."""

import json


def test_crawls_are_told_in_words_and_their_events_one_a_line(program, running, sites):
    site = running["gbk"]
    program.run("source", "add", site.url(sites["gbk"].column), "--name", "gbk", "--yes")
    assert "was never crawled" in program.run("log", "gbk").stdout
    program.run("crawl", "gbk")
    program.run("crawl", "gbk")
    told = program.run("log", "gbk").stdout
    assert told.count("it ended because") == 2
    assert f"{sites['gbk'].articles} new" in told
    assert len(program.json("log", "gbk")["crawls"]) == 2
    (crawl,) = program.json("log", "gbk", "--limit", "1")["crawls"]
    assert (crawl["new"], crawl["status"]) == (0, "done")
    lines = (program.home / "logs/gbk.log").read_text("utf-8").splitlines()
    events = [json.loads(line) for line in lines]
    assert {event["source"] for event in events} == {"gbk"}
    assert program.run("log", "nowhere", code=1).stderr.startswith("newsarchive: ")
