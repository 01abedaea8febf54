"""Five brand colours to the tokens a page is drawn with, for light and dark, every pair readable in both.

The brand's own colours serve the mode they were made for (a light background: light mode); the other mode is derived.
Arithmetic is `schemas.colors`; which selectors use a token is the style sheets' matter (`runtime/static/css/base.css`
lists them all), and what to do about a colour that fails is the compiler's.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from schemas.colors import (
    BLACK,
    WHITE,
    contrast,
    from_oklch,
    least_contrast,
    luminance,
    mix,
    nearest_passing,
    nearest_passing_all,
    readable_pole,
    to_oklch,
)

__all__ = ["THEMES", "contrast", "faint_colors", "luminance", "nearest_passing", "palette", "style_sheet", "tokens"]

ColorName: TypeAlias = Literal["background", "divider", "button", "link", "text"]
Palette: TypeAlias = Mapping[ColorName, str]
Tokens: TypeAlias = Mapping[str, str]

COLOR_NAMES: Final[tuple[ColorName, ...]] = ("background", "divider", "button", "link", "text")
TEXT_RATIO: Final = 4.5
SHAPE_RATIO: Final = 3.0
"""What icons, field borders, focus rings and large text need (WCAG 2.2, 1.4.3 and 1.4.11)."""

_PALETTES: Mapping[str, Palette] = {
    "plain": {"background": "#ffffff", "divider": "#e2e4e9", "button": "#1d4ed8", "link": "#1d4ed8", "text": "#1f2430"},
    "warm": {"background": "#ffffff", "divider": "#e5e0da", "button": "#b3421b", "link": "#9a3412", "text": "#292524"},
    "cool": {"background": "#ffffff", "divider": "#d9e2ec", "button": "#0f609b", "link": "#0f609b", "text": "#1f2933"},
    "fresh": {"background": "#ffffff", "divider": "#dbe7df", "button": "#15703c", "link": "#166534", "text": "#1c2a22"},
    "night": {"background": "#14161c", "divider": "#333845", "button": "#8ab4ff", "link": "#9cc0ff", "text": "#e8eaf0"},
    "basic-1": {
        "background": "#ffffff",
        "divider": "#dfe3e8",
        "button": "#2454a6",
        "link": "#2454a6",
        "text": "#222b36",
    },
    "basic-2": {
        "background": "#fbfaf8",
        "divider": "#e3ded6",
        "button": "#4a3f8f",
        "link": "#4a3f8f",
        "text": "#2b2833",
    },
}
THEMES: Mapping[str, Palette] = {
    **_PALETTES,
    "basic-mobile-1": _PALETTES["basic-1"],
    "basic-mobile-2": _PALETTES["basic-2"],
}
"""The built-in themes; the basic ones are those that `base:` of a theme may name."""

_MEANINGS: Mapping[str, str] = {"danger": "#b42318", "success": "#1a7f4b", "warning": "#b25e09", "note": "#1f5fbf"}
"""Colours that mean the same in every brand."""


def palette(theme: str | None, own: Mapping[str, str | None]) -> dict[ColorName, str] | None:
    """The five colours of a portal: its theme's, replaced by its own; `None` while any of the five is missing."""
    base = THEMES[theme] if theme else {}
    colors = {name: own.get(name) or base.get(name) for name in COLOR_NAMES}
    return {name: color.lower() for name, color in colors.items() if color} if all(colors.values()) else None


def faint_colors(colors: Palette) -> Mapping[ColorName, tuple[float, str]]:
    """Colours that cannot be read on the background: their contrast, and the nearest colour that can."""
    found: dict[ColorName, tuple[float, str]] = {}
    needs: tuple[tuple[ColorName, float], ...] = (("text", TEXT_RATIO), ("link", TEXT_RATIO), ("button", SHAPE_RATIO))
    for name, ratio in needs:
        measured = contrast(colors[name], colors["background"])
        if measured < ratio:
            found[name] = measured, nearest_passing(colors[name], colors["background"], ratio)
    return found


def is_dark(color: str) -> bool:
    """Whether white reads better on a colour than black."""
    return contrast(color, WHITE) > contrast(color, BLACK)


def tokens(colors: Palette) -> tuple[Tokens, Tokens]:
    """Every token of light mode and of dark mode, by name without `--color-`."""
    own, other = _mode(colors), _mode(_other_mode(colors))
    return (other, own) if is_dark(colors["background"]) else (own, other)


def style_sheet(colors: Palette) -> str:
    """The tokens as CSS custom properties; print is always light."""
    return _style_sheet(tuple(sorted(colors.items())))


@lru_cache(maxsize=64)  # many portals have the colours of a built-in theme
def _style_sheet(colors: tuple[tuple[ColorName, str], ...]) -> str:
    light, dark = (_declarations(mode) for mode in tokens(dict(colors)))
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        "@media print{:root{color-scheme:light}}\n"
    )


def _declarations(mode: Tokens) -> str:
    return "".join(f"--color-{name}:{value};" for name, value in sorted(mode.items()))


def _other_mode(colors: Palette) -> Palette:
    """The same five colours for the mode they were not made for: lightness turned round, hues kept."""
    to_dark = not is_dark(colors["background"])
    _, tint, hue = to_oklch(colors["text"])
    background = from_oklch(0.195 if to_dark else 0.995, min(tint, 0.012), hue)
    text = from_oklch(0.93 if to_dark else 0.26, min(tint, 0.02), hue)
    pole = WHITE if to_dark else BLACK
    return {
        "background": background,
        "divider": mix(background, pole, 0.16 if to_dark else 0.12),
        "button": _at_home(colors["button"], 0.72 if to_dark else 0.5),
        "link": _at_home(colors["link"], 0.78 if to_dark else 0.45),
        "text": text,
    }


def _at_home(color: str, lightness: float) -> str:
    """A brand colour in a mode it was not chosen for: its hue at a lightness that suits the mode."""
    _, chroma, hue = to_oklch(color)
    return from_oklch(lightness, min(chroma, 0.15), hue)


def _mode(colors: Palette) -> Tokens:
    background, button = colors["background"], colors["button"]
    dark = is_dark(background)
    surfaces = _surfaces(background, button, dark)
    grounds = (background, *surfaces.values())
    text = nearest_passing_all(colors["text"], grounds, TEXT_RATIO)
    link = nearest_passing_all(colors["link"], grounds, TEXT_RATIO)
    return {
        **surfaces,
        "background": background,
        "text": text,
        "muted": nearest_passing_all(mix(text, background, 0.36), grounds, TEXT_RATIO),
        "divider": colors["divider"],
        "border": nearest_passing_all(mix(text, background, 0.52), grounds, SHAPE_RATIO),
        "link": link,
        "link-hover": nearest_passing_all(mix(link, text, 0.4), grounds, TEXT_RATIO),
        "accent": nearest_passing_all(button, grounds, SHAPE_RATIO),
        "focus": nearest_passing_all(button, grounds, SHAPE_RATIO),
        "halo": background,
        "plate": mix(text, WHITE, 0.94) if dark else background,
        **_button(button, dark),
        **_marked(text, background, dark),
        **_meanings(grounds, dark),
    }


def _surfaces(background: str, button: str, dark: bool) -> Tokens:
    """Grounds beside the page's own. Each stays near enough to it that one text colour can be read on all."""
    pole = readable_pole((background,))
    raised = WHITE if dark else BLACK
    wanted = {
        "surface": mix(background, WHITE, 0.045) if dark else mix(background, WHITE, 0.6),
        "sunken": mix(background, raised, 0.02) if dark else mix(mix(background, raised, 0.025), button, 0.02),
        "tint": mix(background, button, 0.16 if dark else 0.08),
        "code": mix(background, raised, 0.08 if dark else 0.045),
        **{f"{name}-tint": mix(background, color, 0.2 if dark else 0.08) for name, color in _MEANINGS.items()},
    }
    return {name: _near(background, color, pole) for name, color in wanted.items()}


def _near(background: str, wanted: str, pole: str) -> str:
    """`wanted`, or as much of it as leaves the pole readable."""
    for share in (0.0, 0.25, 0.5, 0.75):
        candidate = mix(wanted, background, share)
        if contrast(candidate, pole) >= TEXT_RATIO:
            return candidate
    return background


def _button(button: str, dark: bool) -> Tokens:
    label = readable_pole((button,))
    if not dark and contrast(button, WHITE) >= TEXT_RATIO:
        label = WHITE
    away = WHITE if label == BLACK else BLACK
    return {
        "button": button,
        "button-text": label,
        "button-hover": mix(button, away, 0.14),
        "button-active": mix(button, away, 0.24),
    }


def _marked(text: str, background: str, dark: bool) -> Tokens:
    """The highlighter of search results and selections."""
    mark = mix(background, "#f5b301", 0.34 if dark else 0.42)
    return {"mark": mark, "mark-text": nearest_passing(text, mark, TEXT_RATIO)}


def _meanings(grounds: tuple[str, ...], dark: bool) -> Tokens:
    return {
        name: nearest_passing_all(_at_home(color, 0.78) if dark else color, grounds, TEXT_RATIO)
        for name, color in _MEANINGS.items()
    }


def text_pairs(mode: Tokens) -> tuple[tuple[str, str, float], ...]:
    """Every pair of tokens that meets on a page: foreground, ground and the ratio it must have."""
    grounds = ("background", "surface", "sunken", "tint", "code")
    pairs = [(text, ground, TEXT_RATIO) for text in ("text", "muted", "link", "link-hover") for ground in grounds]
    pairs += [(shape, ground, SHAPE_RATIO) for shape in ("border", "accent", "focus") for ground in grounds]
    pairs += [("button-text", ground, TEXT_RATIO) for ground in ("button", "button-hover", "button-active")]
    pairs += [("mark-text", "mark", TEXT_RATIO)]
    pairs += [(name, ground, TEXT_RATIO) for name in _MEANINGS for ground in (*grounds, f"{name}-tint")]
    pairs += [(text, f"{name}-tint", TEXT_RATIO) for name in _MEANINGS for text in ("text", "muted", "link")]
    return tuple(pairs)


def unreadable(mode: Tokens) -> tuple[tuple[str, str, float], ...]:
    """Pairs of a mode that miss their ratio: foreground, ground, measured contrast."""
    return tuple(
        (text, ground, least_contrast(mode[text], (mode[ground],)))
        for text, ground, ratio in text_pairs(mode)
        if contrast(mode[text], mode[ground]) < ratio
    )
