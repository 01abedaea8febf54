"""Arithmetic on colours: luminance, contrast, mixing, and the nearest colour that can be read.

Everything works on `#rrggbb`. Which colours a portal has is `schemas.theme`; what to do about one that fails is the
compiler's. Lightness is moved in OKLCH, where one step looks like one step whatever the hue.
"""

import math
from collections.abc import Iterable
from functools import lru_cache

BLACK, WHITE = "#000000", "#ffffff"
_STEPS = 200


def luminance(color: str) -> float:
    """Relative luminance of a colour, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (_linear(int(color[index : index + 2], 16) / 255) for index in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio between two colours, 1 to 21 (WCAG 2.2)."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def least_contrast(color: str, backgrounds: Iterable[str]) -> float:
    """The contrast of a colour with the background it is hardest to read on."""
    return min(contrast(color, background) for background in backgrounds)


def nearest_passing(color: str, background: str, ratio: float) -> str:
    """The colour nearest to `color`, same hue, that has at least `ratio` on a background."""
    return nearest_passing_all(color, (background,), ratio)


@lru_cache(maxsize=4096)
def nearest_passing_all(color: str, backgrounds: tuple[str, ...], ratio: float) -> str:
    """As `nearest_passing`, on every one of several backgrounds; black or white where no lightness passes on all."""
    if least_contrast(color, backgrounds) >= ratio:
        return color
    lightness, chroma, hue = to_oklch(color)
    for step in range(1, _STEPS + 1):
        for moved in (lightness - step / _STEPS, lightness + step / _STEPS):
            if 0 <= moved <= 1:
                candidate = from_oklch(moved, chroma, hue)
                if least_contrast(candidate, backgrounds) >= ratio:
                    return candidate
    return readable_pole(backgrounds)


def readable_pole(backgrounds: Iterable[str]) -> str:
    """Black or white, whichever reads better on all the backgrounds."""
    shades = tuple(backgrounds)
    return max((BLACK, WHITE), key=lambda pole: least_contrast(pole, shades))


def mix(color: str, other: str, share: float) -> str:
    """`color` with `share` (0 to 1) of another in it, as paint on a screen mixes: in sRGB."""
    pairs = zip(_channels(color), _channels(other), strict=True)
    return _hex(*(one + (two - one) * share for one, two in pairs))


def to_oklch(color: str) -> tuple[float, float, float]:
    """Lightness 0 to 1, chroma from 0 and hue in radians."""
    red, green, blue = (_linear(value) for value in _channels(color))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The colour of a lightness, chroma and hue; chroma gives way where a screen cannot show as much."""
    low, high = 0.0, chroma
    if _in_gamut(lightness, chroma, hue):
        low = chroma
    else:
        for _ in range(12):
            middle = (low + high) / 2
            low, high = (middle, high) if _in_gamut(lightness, middle, hue) else (low, middle)
    return _hex(*(_encoded(value) for value in _from_lab(lightness, low * math.cos(hue), low * math.sin(hue))))


def _in_gamut(lightness: float, chroma: float, hue: float) -> bool:
    channels = _from_lab(lightness, chroma * math.cos(hue), chroma * math.sin(hue))
    return all(-0.0001 <= value <= 1.0001 for value in channels)


def _from_lab(lightness: float, a: float, b: float) -> tuple[float, float, float]:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _channels(color: str) -> tuple[float, float, float]:
    return int(color[1:3], 16) / 255, int(color[3:5], 16) / 255, int(color[5:7], 16) / 255


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else math.pow((value + 0.055) / 1.055, 2.4)


def _encoded(value: float) -> float:
    value = min(max(value, 0.0), 1.0)
    return value * 12.92 if value <= 0.0031308 else 1.055 * math.pow(value, 1 / 2.4) - 0.055


def _hex(red: float, green: float, blue: float) -> str:
    return "#" + "".join(f"{round(min(max(value, 0.0), 1.0) * 255):02x}" for value in (red, green, blue))
