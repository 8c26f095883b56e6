import pytest

from sandbox.ui.scale import number, scale


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([1.2, 2.3], [0, 1, 2, 3]),
        ([0.4, 0.9], [0, 0.25, 0.5, 0.75, 1]),
        ([16, 12], [0, 5, 10, 15, 20]),
        ([1, 2], [0, 1, 2]),
        ([0], [0, 1]),
        ([], [0, 1]),
        ([-3, 5], [-4, -2, 0, 2, 4, 6]),
        ([1_500_000], [0, 500_000, 1_000_000, 1_500_000]),
    ],
)
def test_steps_are_round_and_begin_at_zero(values, ticks):
    assert scale(values).ticks == ticks


def test_whole_numbers_get_whole_steps():
    assert all(float(tick).is_integer() for tick in scale([1]).ticks)


@pytest.mark.parametrize(("value", "shown"), [(2.0, "2"), (1.25, "1.25"), (1 / 3, "0.33"), (1_500_000, "1500000")])
def test_numbers_are_written_short(value, shown):
    assert number(value) == shown
