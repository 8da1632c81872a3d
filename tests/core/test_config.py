"""Settings: where they come from, and what is said of a bad one."""

from pathlib import Path

import pytest

from newsarchive.core.config import OPTIONS, load_config
from newsarchive.core.errors import UsageError

DOCS = Path(__file__).parents[2] / "docs" / "commands.md"


def test_the_command_line_wins_over_the_environment_and_that_over_the_file(tmp_path):
    (tmp_path / "config.toml").write_text('delay = 3\ncontact = "news@example.cn"\nworkers = 7\n')
    environ = {
        "NEWSARCHIVE_HOME": str(tmp_path),
        "NEWSARCHIVE_DELAY": "2",
        "NEWSARCHIVE_WORKERS": "5",
    }
    config = load_config({"delay": 1}, environ)
    assert (config.delay, config.workers, config.contact) == (1, 5, "news@example.cn")
    assert config.database_url == f"sqlite:///{tmp_path / 'archive.db'}"


@pytest.mark.parametrize(
    ("text", "told"),
    [("delay = 'soon'", "delay"), ("dely = 1", "dely"), ("delay = ", "TOML")],
)
def test_a_bad_file_is_named_with_the_setting(tmp_path, text, told):
    (tmp_path / "config.toml").write_text(text)
    with pytest.raises(UsageError, match=r"config\.toml") as caught:
        load_config(environ={"NEWSARCHIVE_HOME": str(tmp_path)})
    assert told in str(caught.value)


def test_a_child_process_gets_the_same_settings(tmp_path):
    given = {"home": str(tmp_path), "delay": 0.5, "allow_hosts": "10.0.0.1:80,localhost:8000"}
    config = load_config(given, {})
    assert load_config(environ=config.environment()) == config


def test_every_setting_is_documented():
    documented = DOCS.read_text("utf-8")
    for option in OPTIONS:
        assert f"`{option.variable}`" in documented
