"""Two pictures of a page, and where they differ.

Rows are aligned first, as lines of text are: a paragraph put in at the top moves everything below it, and what only
moved is no difference. What differs is boxed in the later picture; where rows are gone, a line says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, groupby
from typing import Final, TypeAlias

from PIL import Image, ImageChops, ImageDraw, ImageFilter

TILE: Final = 8
"""Points are looked at in squares of this size: boxes need not be finer."""

FAINT: Final = 3
"""Of 255: differences weaker than this are seen by nobody."""

NEAR: Final = 3
"""Tiles that far apart are in one box."""

MARGIN: Final = 72
"""Rows shown around what differs; of a wide picture more, since it is shown smaller."""

SMOOTH: Final = 7
"""Rows that are looked at together where something may have moved by a fraction of a row."""

SMOOTHED: Final = 40
"""Of 255: those rows together differ by less when it did: a row's difference is shared by all of them."""

SHOWN: Final = 3_600
"""Rows of a picture that are shown at most."""

_MARK: Final = (190, 24, 93)
_FADED: Final = 0.62

Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, right, bottom; right and bottom are outside."""
Rows: TypeAlias = tuple[int, int]
"""The first row, and the first that is outside."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two pictures differ."""

    boxes: tuple[Box, ...]
    """In the later picture."""
    gaps: tuple[int, ...]
    """Rows of the later picture above which rows of the earlier one are gone."""
    share: float
    """Of all points, those that differ; 0 to 1."""
    before: Rows
    """From the first to the last row of the earlier picture that is not as it is now."""
    after: Rows


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows of both pictures that belong together and are not the same."""

    before: Rows
    after: Rows
    mask: Image.Image
    """Of the later rows, the points that differ."""
    stands: bool
    """Whether there is anything but ground in these rows of either."""
    count: int
    """How many points differ."""


def difference(before: Image.Image, after: Image.Image) -> Difference | None:
    """Where two pictures of one width differ; `None` where nobody could tell them apart."""
    parts = tuple(part for part in _parts(before, after) if not _is_only_lower(before, after, part))
    if not parts:
        return None
    # Room that came or went is worth showing only where nothing else did.
    parts = tuple(part for part in parts if part.stands) or parts
    mask = Image.new("L", after.size)
    for part in parts:
        mask.paste(part.mask, (0, part.after[0]))
    points = after.width * max(before.height, after.height)
    return Difference(
        boxes=tuple(boxes(mask)),
        gaps=tuple(part.after[0] for part in parts if part.mask.getbbox() is None),
        share=min(1.0, sum(part.count for part in parts) / points),
        before=(parts[0].before[0], parts[-1].before[1]),
        after=(parts[0].after[0], parts[-1].after[1]),
    )


def _parts(before: Image.Image, after: Image.Image) -> Iterator[_Part]:
    for i1, i2, j1, j2 in _unlike(_runs(before), _runs(after)):
        old, new = (before.crop((0, i1, before.width, i2)), after.crop((0, j1, after.width, j2)))
        if i2 - i1 == j2 - j1:
            mask = _strong(ImageChops.difference(old, new))
            found = mask.getbbox()
            if found is not None:
                top, bottom = found[1], found[3]
                part = mask.crop((0, top, mask.width, bottom))
                yield _Part((i1 + top, i1 + bottom), (j1 + top, j1 + bottom), part, True, _count(part))
        else:
            # Rows that came or went, or more or fewer in their place: what stands on their ground differs.
            was, now = _ink(old), _ink(new)
            count = max(_count(was), _count(now)) or abs((j2 - j1) - (i2 - i1)) * after.width
            yield _Part((i1, i2), (j1, j2), now, _count(was) + _count(now) > 0, count)


def _is_only_lower(before: Image.Image, after: Image.Image, part: _Part) -> bool:
    """Whether a part is the same a fraction of a row further down: what a browser smooths differently there.

    Then a few rows together are as dark as before, and what is of one colour has kept it.
    """
    (i1, i2), (j1, j2) = part.before, part.after
    if i1 == j1 or abs((i2 - i1) - (j2 - j1)) > 1:
        return False
    high = max(i2 - i1, j2 - j1) + 2 * SMOOTH
    old, new = (
        picture.crop((0, top - SMOOTH, picture.width, top - SMOOTH + high))
        for picture, top in ((before, i1), (after, j1))
    )
    few_rows = ImageFilter.BoxBlur((0, SMOOTH // 2))
    smoothed = ImageChops.difference(old.filter(few_rows), new.filter(few_rows))
    # Further out the rows may have moved by one more or less: they are parts of their own.
    if _strong(smoothed.crop((0, SMOOTH - 2, old.width, high - SMOOTH + 2)), SMOOTHED).getbbox():
        return False
    even = ImageChops.lighter(_edges(old), _edges(new)).point([255] + [0] * 255)
    return ImageChops.darker(_strong(ImageChops.difference(old, new)), even).getbbox() is None


def _edges(picture: Image.Image) -> Image.Image:
    """The points that are not of the colour of all points around them."""
    return _strong(
        ImageChops.difference(picture.filter(ImageFilter.MaxFilter(3)), picture.filter(ImageFilter.MinFilter(3)))
    )


def _unlike(before: list[tuple[bytes, int]], after: list[tuple[bytes, int]]) -> Iterator[tuple[int, int, int, int]]:
    """Rows of the one and of the other that stand in each other's place: first and last of both."""
    old, new = _starts(before), _starts(after)
    for act, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if act != "equal":
            # Runs of one row that are of unequal length have the shorter in common.
            same = min(before[i1][1], after[j1][1]) if i1 < i2 and j1 < j2 and before[i1][0] == after[j1][0] else 0
            yield old[i1] + same, old[i2], new[j1] + same, new[j2]


def _runs(picture: Image.Image) -> list[tuple[bytes, int]]:
    """The rows from top to bottom, equal ones that follow each other as one: most of a page is empty."""
    data, length = picture.tobytes(), picture.width * 3
    rows = (data[start : start + length] for start in range(0, len(data), length))
    return [(row, sum(1 for _ in run)) for row, run in groupby(rows)]


def _starts(runs: list[tuple[bytes, int]]) -> list[int]:
    return [0, *accumulate(count for _, count in runs)]


def _strong(delta: Image.Image, least: int = FAINT) -> Image.Image:
    """The points of a difference that can be seen, in any of its colours."""
    red, green, blue = delta.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue).point([0] * least + [255] * (256 - least))


def _ink(rows: Image.Image) -> Image.Image:
    """The points that are not of the colour at the left edge of their row."""
    if not rows.height:
        return Image.new("L", rows.size)
    ground = rows.crop((0, 0, 1, rows.height)).resize(rows.size, Image.Resampling.NEAREST)
    return _strong(ImageChops.difference(rows, ground))


def _count(mask: Image.Image) -> int:
    return mask.histogram()[255]


def boxes(mask: Image.Image) -> Iterator[Box]:
    """Boxes around the points of a mask; points near to each other share one."""
    small = _tiles(mask)
    wide, near = small.width, small.filter(ImageFilter.MaxFilter(2 * NEAR - 1)).tobytes()
    marked = small.tobytes()
    seen = bytearray(len(near))
    for start, is_near in enumerate(near):
        if not is_near or seen[start]:
            continue
        found = [place for place in _connected(near, seen, start, wide) if marked[place]]
        columns, rows = [place % wide for place in found], [place // wide for place in found]
        right, bottom = (max(columns) + 1) * TILE, (max(rows) + 1) * TILE
        yield min(columns) * TILE, min(rows) * TILE, min(right, mask.width), min(bottom, mask.height)


def _tiles(mask: Image.Image) -> Image.Image:
    """A point for each tile that has a point."""
    wide, high = -(-mask.width // TILE) * TILE, -(-mask.height // TILE) * TILE
    padded = Image.new("L", (wide, high))
    padded.paste(mask)
    return padded.reduce(TILE).point([0] + [255] * 255)


def _connected(near: bytes, seen: bytearray, start: int, wide: int) -> Iterator[int]:
    waiting = [start]
    seen[start] = 1
    while waiting:
        place = waiting.pop()
        yield place
        column = place % wide
        beside = [place - wide, place + wide]
        beside += [place - 1] * (column > 0) + [place + 1] * (column < wide - 1)
        for other in beside:
            if 0 <= other < len(near) and near[other] and not seen[other]:
                seen[other] = 1
                waiting.append(other)


def overlay(after: Image.Image, found: Difference) -> Image.Image:
    """The later picture, paler but where it differs, which is boxed."""
    ground = Image.new("RGB", after.size, after.getpixel((0, 0)))
    shown = Image.blend(after, ground, _FADED)
    pen = ImageDraw.Draw(shown)
    thick = max(2, after.width // 320)  # to be seen when the picture is shown small, too
    for left, top, right, bottom in found.boxes:
        wider = (max(0, left - 4), max(0, top - 4), min(after.width, right + 4), min(after.height, bottom + 4))
        shown.paste(after.crop(wider), wider[:2])
        pen.rectangle((wider[0], wider[1], wider[2] - 1, wider[3] - 1), outline=_MARK, width=thick)
    for row in found.gaps:
        pen.rectangle((0, max(0, row - thick), after.width, row), fill=_MARK)
    return shown


def shown_rows(found: Difference, before: Image.Image, after: Image.Image) -> tuple[Rows, Rows]:
    """Which rows of both pictures to show: around what differs, or all of them where that is most of the page."""
    margin = max(MARGIN, after.width // 6)
    top = max(0, min(found.before[0], found.after[0]) - margin)
    ends = min(before.height, found.before[1] + margin), min(after.height, found.after[1] + margin)
    if max(ends) - top > 0.7 * max(before.height, after.height):
        top, ends = 0, (before.height, after.height)
    first, second = (max(min(end, top + SHOWN), top + 1) for end in ends)
    return (top, first), (top, second)
