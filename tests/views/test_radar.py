import struct
import zlib
from dataclasses import replace

import pytest

from growth.radar import RadarProfile, radar_profile
from tests.growth.readings import ladder_of, reading

COACH = radar_profile(reading("agile_coach", "2 2 2 2 1 2 2 2 · 2 1 3 2 · 2 2 1 2 1 2"))
LARGEST = 200 * 1024


@pytest.fixture(scope="module")
def draw_radar():
    """What is asked here; loading matplotlib takes as long as hundreds of tests, and only these shall wait for it."""
    from views import radar  # noqa: PLC0415 - see above

    return radar.draw_radar


@pytest.fixture(scope="module")
def drawn(draw_radar):
    """A coach's picture."""
    return draw_radar(COACH)


def of_size(levels: int, pillars: int, per_pillar: int, marks: str = "2") -> RadarProfile:
    framework = ladder_of(levels, pillars, per_pillar=per_pillar)
    return radar_profile(reading("l2", marks * len(framework.competencies), framework=framework))


def size_of(png: bytes) -> tuple[int, int]:
    return struct.unpack(">II", png[16:24])


def test_the_picture_is_a_square_png(drawn):
    assert drawn.startswith(b"\x89PNG")
    assert size_of(drawn) == (1200, 1200)


def test_equal_profiles_give_equal_bytes(draw_radar, drawn):
    assert draw_radar(replace(COACH)) == drawn


def test_another_position_gives_another_picture(draw_radar, drawn):
    moved = replace(COACH.axes[0], you=5)
    assert zlib.crc32(draw_radar(replace(COACH, axes=(moved, *COACH.axes[1:])))) != zlib.crc32(drawn)


@pytest.mark.parametrize(("levels", "pillars", "per_pillar"), [(2, 2, 1), (4, 3, 6), (5, 4, 7), (8, 5, 8)])
def test_any_framework_can_be_drawn_in_200_kb(levels, pillars, per_pillar, draw_radar):
    picture = draw_radar(of_size(levels, pillars, per_pillar))
    assert size_of(picture) == (1200, 1200)
    assert len(picture) < LARGEST


def test_what_was_not_rated_leaves_a_gap(draw_radar, drawn):
    holes = replace(COACH, axes=tuple(replace(axis, you=None) for axis in COACH.axes))
    assert draw_radar(holes) != drawn


def test_the_last_level_has_two_lines(draw_radar):
    staff = radar_profile(reading("staff", "2 2 2 2 2 2 2 2 · 2 2 2 2 · 2 2 2 2 2 2", frozenset({"teaching"})))
    assert draw_radar(staff).startswith(b"\x89PNG")


def test_titles_are_never_read_as_formulas(draw_radar):
    odd = replace(COACH.axes[0], title="$\\frac{1}{2$ & <b> _x", pillar="$p_")
    named = replace(COACH, axes=(odd, *COACH.axes[1:]), title="$\\bad", level="_$level$" * 8, next="$\\next")
    assert draw_radar(named).startswith(b"\x89PNG")
