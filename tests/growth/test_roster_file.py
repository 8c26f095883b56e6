from pathlib import Path

import pytest

from growth.roster_file import COLUMNS, RosterRefused, plain_cell, read_sheet


def refusal(data: bytes) -> str:
    with pytest.raises(RosterRefused) as refused:
        read_sheet(data)
    return str(refused.value)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_any_line_end_and_a_mark_at_the_start_are_read(end, mark):
    sheet = read_sheet(f"{mark}slack_id,level{end}U01,senior{end}U02,{end}".encode())

    assert [(row.line, dict(row.cells)) for row in sheet.rows] == [
        (2, {"slack_id": "U01", "level": "senior"}),
        (3, {"slack_id": "U02"}),
    ]


def test_blank_lines_are_passed_over_and_counted():
    sheet = read_sheet(b"slack_id,level\n\n,\nU01,senior\n")

    assert [row.line for row in sheet.rows] == [4]


def test_a_quoted_cell_may_hold_a_comma_and_a_line_end():
    sheet = read_sheet(b'slack_id,level\nU01,"Senior,\nAgile Coach"\nU02,staff\n')

    assert [(row.line, row.cells["level"]) for row in sheet.rows] == [(2, "Senior, Agile Coach"), (4, "staff")]


def test_columns_come_in_any_order_and_case():
    assert dict(read_sheet(b"Level , SLACK_ID\nsenior,U01\n").rows[0].cells) == {"slack_id": "U01", "level": "senior"}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "Line 1: the file is empty."),
        (b"\n\n", "Line 1: the file is empty."),
        (b"slack_id,levle\n", "Line 1: there is no column 'levle'. Did you mean level?"),
        (b"U01,senior\n", "The first line names columns"),
        (b"slack_id,level,level\n", "the column level is there twice."),
        (b"level,manager\nsenior,U01\n", "a column slack_id or email must say who"),
        (b"slack_id;level\nU01;senior\n", "the cells are not separated by commas."),
        (b"slack_id\nU01\n\xff\xfe\n", "Line 3: this is not UTF-8."),
        ("slack_id,level\nU01,senior\n".encode("utf-16"), "Line 1: this is not UTF-8."),
        (b"slack_id\nU01\nU0\x002\n", "Line 3: there is a NUL byte."),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_why(data, expected):
    assert expected in refusal(data)


def test_every_line_with_missing_or_extra_cells_is_named():
    sheet = read_sheet(b"slack_id,level\nU01\nU02,senior\nU03,senior,\n")

    assert [problem.line for problem in sheet.problems] == [2, 4]
    assert [row.line for row in sheet.rows] == [3]


def test_quotes_that_do_not_match_name_the_line_they_begin_on():
    sheet = read_sheet(b'slack_id,level\nU01,senior\nU02,"staff\nU03,senior\n')

    assert [str(problem)[:6] for problem in sheet.problems] == ["Line 3"]


@pytest.mark.parametrize("text", ["=1+1", "+49", "-", "@U01", "\tx", "\rx"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(text):
    assert plain_cell(text) == f"'{text}"


def test_the_page_about_people_explains_every_column():
    page = (Path(__file__).parents[2] / "docs" / "people.md").read_text("utf-8")
    explained = [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")]

    assert tuple(explained) == COLUMNS
