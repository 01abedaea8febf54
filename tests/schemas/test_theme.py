"""Five colours become tokens that can be read in both modes."""

import os
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.colors import contrast
from schemas.theme import COLOR_NAMES, THEMES, faint_colors, is_dark, palette, style_sheet, tokens, unreadable

colors = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
palettes = st.fixed_dictionaries(dict.fromkeys(COLOR_NAMES, colors))


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_can_be_read_in_both_modes(name):
    assert faint_colors(THEMES[name]) == {}
    for mode in tokens(THEMES[name]):
        assert unreadable(mode) == ()


@settings(max_examples=2_000 if os.environ.get("FRONTDESK_PROVE") else 60, deadline=None)
@given(palettes)
def test_whatever_the_five_colours_every_pair_of_tokens_can_be_read_in_both_modes(chosen):
    for mode in tokens(chosen):
        assert unreadable(mode) == ()


@pytest.mark.parametrize("name", THEMES)
def test_the_first_mode_is_light_and_the_second_dark(name):
    light, dark = tokens(THEMES[name])
    assert not is_dark(light["background"])
    assert is_dark(dark["background"])


def test_the_brands_own_colours_are_used_in_the_mode_they_were_made_for():
    light, _ = tokens(THEMES["warm"])
    assert {name: light[name] for name in COLOR_NAMES} == THEMES["warm"]
    _, dark = tokens(THEMES["night"])
    assert {name: dark[name] for name in COLOR_NAMES} == THEMES["night"]


def test_own_colours_replace_those_of_the_theme():
    chosen = palette("warm", {"button": "#123456", "link": None})
    assert chosen == {**THEMES["warm"], "button": "#123456"}


def test_without_a_theme_one_missing_colour_means_no_palette():
    assert palette(None, {**THEMES["warm"], "link": None}) is None


def test_a_faint_link_is_found_with_its_contrast_and_the_nearest_that_passes():
    ratio, passing = faint_colors({**THEMES["plain"], "link": "#ffcc00"})["link"]
    assert round(ratio, 1) == 1.5
    assert contrast(passing, "#ffffff") >= 4.5


def test_the_sheet_names_every_token_in_both_modes_and_prints_light():
    sheet = style_sheet(THEMES["fresh"])
    light, dark = tokens(THEMES["fresh"])
    screen, _, rest = sheet.partition("@media screen and (prefers-color-scheme:dark)")
    assert dict(re.findall(r"--color-([a-z-]+):(#[0-9a-f]{6});", screen)) == light
    assert dict(re.findall(r"--color-([a-z-]+):(#[0-9a-f]{6});", rest)) == dark
    assert "@media print" in rest
