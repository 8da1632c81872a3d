"""`show`: who else tells the story of an article, and what is said differently."""

import pytest

from tests.dedup.conftest import MIRROR, NEWS

WRAPPED = f"近日，记者从水务部门了解到：\n{NEWS.replace('稳中有升', '总体向好')}\n来源：湖湾日报"


@pytest.fixture
def told(program, tmp_path):
    """The ids of an original, a repost in other lines, and one in the other script."""
    for name, text in (("1-original", NEWS), ("2-repost", WRAPPED), ("3-mirror", MIRROR)):
        (tmp_path / f"{name}.txt").write_text(f"湖湾区\n\n{text}", "utf-8")
    program.run("import", *sorted(tmp_path.glob("*.txt")))
    return 1, 2, 3


def test_an_article_names_its_other_tellings_with_what_each_adds_and_lacks(program, told):
    original, repost, mirror = told
    shown = program.run("show", original).stdout
    assert f"{repost}  湖湾日报" in shown
    assert (
        "18 characters added, 4 cut; adds “近日，记者从水务部门了解到：”; lacks “稳中有升”" in shown
    )
    found = program.json("show", repost)
    assert [(one["id"], one["duplicate_of"]) for one in found["tellings"]] == [
        (original, None),
        (mirror, original),
    ]
    assert found["tellings"][0]["longest_removed"] == "近日，记者从水务部门了解到："
    assert found["tellings_total"] == 2
    assert ", the earliest" in program.run("show", repost).stdout


def test_the_differences_of_two_tellings_are_marked(program, told):
    original, repost, mirror = told
    shown = program.run("show", original, "--diff", f"@{original}", f"@{repost}").stdout
    assert "十二条骨干河道水质[-稳中有升-][+总体向好+]，青溪" in shown
    found = program.json("show", original, "--diff", f"@{original}", f"@{mirror}")
    assert (found["before"]["id"], found["after"]["id"]) == (original, mirror)
    assert (found["added"], found["removed"]) == (0, 4)
    (paragraph,) = found["paragraphs"]
    assert [one["text"] for one in paragraph["pieces"] if one["change"] == "removed"] == [
        "务",
        "保",
        "了",
        "意",
    ]


def test_the_differences_of_two_versions_are_marked(program, told, tmp_path):
    file = tmp_path / "1-original.txt"
    file.write_text(f"湖湾区\n\n{NEWS.replace('三座', '四座')}", "utf-8")
    program.run("import", file)
    shown = program.run("show", told[0], "--diff", "1", "2").stdout
    assert "加快[-三-][+四+]座泵站" in shown


@pytest.mark.parametrize(
    ("wanted", "code", "message"),
    [("9", 1, "has no version 9"), ("@999", 1, "no article 999"), ("new", 2, "not 'new'")],
)
def test_what_cannot_be_compared_is_said_with_what_can(program, told, wanted, code, message):
    assert message in program.run("show", told[0], "--diff", wanted, "1", code=code).stderr
