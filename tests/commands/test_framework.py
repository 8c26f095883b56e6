import subprocess
import sys

import pytest
from typer.testing import CliRunner

from commands.framework import app
from tests.framework.files import DEFAULT, ENGINEERING_FILE, ROOT, line_of, spoiled

RUNNER = CliRunner()


def test_a_good_file_is_summed_up():
    result = RUNNER.invoke(app, ["check", str(ENGINEERING_FILE)])
    assert result.exit_code == 0
    assert "OK: Engineering ladder, version 1.2.0: 5 levels, 4 pillars, 14 competencies, 70 sentences" in result.output


def test_every_problem_is_named_with_file_and_line(tmp_path):
    file = tmp_path / "mine.yml"
    text = spoiled("rank: 2", "rank: 3", spoiled("agile_lean: 70", "agile_lean: 71"))
    file.write_text(text, encoding="utf-8")
    result = RUNNER.invoke(app, ["check", str(file)])
    assert result.exit_code == 1
    assert f"{file}:{line_of('rank: 3', text)}: levels.agile_coach.rank: is 3" in result.output
    assert "archetypes.flow_engineer.weights: add up to 101. Make them add up to 100." in result.output


def test_an_absent_file_is_one_line(tmp_path):
    result = RUNNER.invoke(app, ["check", str(tmp_path / "absent.yml")])
    assert result.exit_code == 1
    assert "cannot be read (No such file or directory). Check the path" in result.output


@pytest.mark.parametrize("level", ["senior", "Senior Agile Coach", "SENIOR"])
def test_one_level_is_printed(level):
    result = RUNNER.invoke(app, ["show", "--level", level])
    assert result.exit_code == 0
    assert "Facilitation: Leads contested sessions across teams" in result.output
    assert "Staff Agile Coach (level" not in result.output


def test_without_a_level_all_are_printed():
    result = RUNNER.invoke(app, ["show"])
    assert [f"(level {rank} of 4)" in result.output for rank in (1, 2, 3, 4)] == [True] * 4


def test_an_unknown_level_is_told_the_known_ones():
    result = RUNNER.invoke(app, ["show", "--level", "chief"])
    assert result.exit_code == 1
    assert "Its levels: associate, agile_coach, senior, staff." in result.output


def test_the_setting_names_the_framework(tmp_path):
    file = tmp_path / "mine.yml"
    file.write_text(DEFAULT.replace("Senior Agile Coach", "Head Coach"), encoding="utf-8")
    result = RUNNER.invoke(app, ["show", "--level", "senior"], env={"TRELLIS_FRAMEWORK": str(file)})
    assert result.output.startswith("Head Coach (level 3 of 4)")


@pytest.mark.parametrize("command", ["check", "show"])
def test_help_shows_an_example(command):
    result = RUNNER.invoke(app, [command, "--help"])
    assert f"Example: trellis framework {command}" in result.output


def test_reading_a_file_needs_neither_slack_nor_database():
    script = "import sys, commands.framework; print({'slack_sdk', 'slack_bolt', 'sqlalchemy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603  our own interpreter and script
    assert done.stdout.strip() == "set()"
