"""Contrast, and the nearest colour that can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.colors import contrast, from_oklch, mix, nearest_passing, nearest_passing_all, to_oklch

colors = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
    ],
)
def test_contrast_is_that_of_the_guidelines(one, other, ratio):
    assert round(contrast(one, other), 2) == ratio
    assert contrast(one, other) == contrast(other, one)


@given(colors, colors)
def test_the_nearest_passing_colour_passes(color, background):
    assert contrast(nearest_passing(color, background, 4.5), background) >= 4.5


@given(colors)
def test_a_colour_that_passes_stays_as_it_is(color):
    background = "#000000" if contrast(color, "#000000") >= 4.5 else "#ffffff"
    assert nearest_passing(color, background, 4.5) == color


def test_the_nearest_passing_colour_is_near_and_of_the_same_hue():
    passing = nearest_passing("#f08a5d", "#ffffff", 4.5)
    assert contrast(passing, "#ffffff") < 4.8
    assert abs(to_oklch(passing)[2] - to_oklch("#f08a5d")[2]) < 0.1


def test_on_grounds_that_no_colour_suits_the_better_of_black_and_white_is_given():
    assert nearest_passing_all("#ff0000", ("#000000", "#ffffff"), 5) in {"#000000", "#ffffff"}


@given(colors)
def test_a_colour_survives_the_way_to_oklch_and_back(color):
    back = from_oklch(*to_oklch(color))
    assert all(abs(int(color[at : at + 2], 16) - int(back[at : at + 2], 16)) <= 1 for at in (1, 3, 5))


def test_mixing_goes_from_one_colour_to_the_other():
    assert mix("#000000", "#ffffff", 0) == "#000000"
    assert mix("#000000", "#ffffff", 1) == "#ffffff"
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
