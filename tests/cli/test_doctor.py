"""`newsarchive doctor`: what a fresh and a broken installation are told."""


def test_a_fresh_installation_is_well_and_gets_advice(program):
    told = program.json("doctor")

    verdicts = {check["name"]: check["verdict"] for check in told["checks"]}
    assert told["healthy"]
    assert verdicts["database"] == "ok"
    assert verdicts["contact"] == "advice"


def test_what_cannot_work_is_told_and_ends_with_an_error(program, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")

    told = program.run("doctor", "--home", blocked / "archive", code=1).stdout
    assert "failed  home: the archive folder" in told
    assert "choose another one with --home" in told


def test_a_channel_that_cannot_be_used_is_told(program):
    told = program.run("doctor", code=1, NEWSARCHIVE_NOTIFY="pigeon://roof").stdout

    assert "failed  alerts: pigeon://roof: no channel" in told
