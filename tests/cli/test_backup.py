"""An archive is backed up, restored elsewhere and verified from the command line."""


def test_a_backup_is_restored_and_proves_itself_sound(program, tmp_path):
    text = tmp_path / "text.txt"
    text.write_text("关于春季检修的通知\n\n各管理所应当在月底以前完成检修。", "utf-8")
    program.run("import", text)
    assert program.json("backup", tmp_path / "backup")["warc_files"] == 0
    again = {"NEWSARCHIVE_HOME": str(tmp_path / "again")}
    assert program.json("restore", tmp_path / "backup", **again)["sound"]
    assert program.json("search", "检修", **again)["total"] == 1
    told = program.run("restore", tmp_path / "backup", code=2, **again).stderr
    assert "holds something already" in told
    (tmp_path / "again/warc/newsarchive-1.warc.gz").write_bytes(b"\x1f\x8b\x08 half a record")
    assert program.json("verify", "--quick", code=1, **again)["sound"] is False
    repaired = program.json("verify", "--repair", **again)
    assert [one["repaired"] for one in repaired["findings"] if one["weight"] == "problem"] == [True]
