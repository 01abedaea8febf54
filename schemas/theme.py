"""Five brand colours to the tokens a page is drawn with, for light and dark, and the contrast they must have.

Pure arithmetic on colours; which selectors use a token is the style sheet's matter, and what to do about a colour that
fails is the compiler's.
"""

from collections.abc import Mapping
from typing import Literal, TypeAlias

ColorName: TypeAlias = Literal["background", "divider", "button", "link", "text"]
Palette: TypeAlias = Mapping[ColorName, str]

THEMES: Mapping[str, Palette] = {
    "plain": {"background": "#ffffff", "divider": "#e2e4e9", "button": "#1d4ed8", "link": "#1d4ed8", "text": "#1f2430"},
    "warm": {"background": "#ffffff", "divider": "#e5e0da", "button": "#b3421b", "link": "#9a3412", "text": "#292524"},
    "cool": {"background": "#ffffff", "divider": "#d9e2ec", "button": "#0f609b", "link": "#0f609b", "text": "#1f2933"},
    "fresh": {"background": "#ffffff", "divider": "#dbe7df", "button": "#15703c", "link": "#166534", "text": "#1c2a22"},
    "night": {"background": "#14161c", "divider": "#333845", "button": "#8ab4ff", "link": "#9cc0ff", "text": "#e8eaf0"},
}


def palette(theme: str | None, own: Mapping[str, str | None]) -> dict[ColorName, str] | None:
    """The five colours of a portal: its theme's, replaced by its own; `None` while any of the five is missing."""
    base = THEMES[theme] if theme else {}
    names: tuple[ColorName, ...] = ("background", "divider", "button", "link", "text")
    colors = {name: own.get(name) or base.get(name) for name in names}
    return {name: color for name, color in colors.items() if color} if all(colors.values()) else None


def luminance(color: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2)."""
    channels = [int(color[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio between two colours, 1 to 21 (WCAG 2.2)."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def style_sheet(colors: Palette) -> str:
    """The brand's tokens as CSS custom properties, light and dark."""
    lines = "".join(f"--brand-{name}:{color};" for name, color in sorted(colors.items()))
    return f":root{{{lines}}}\n"
