"""Where two pictures differ: rows are aligned before points are compared."""

from PIL import Image, ImageDraw

from frontdesk.page_pictures.pixels import MARGIN, SHOWN, difference, overlay, shown_rows

PAPER, INK, BLUE = (255, 255, 255), (20, 20, 20), (0, 90, 160)


def page(*lines: int, ink=INK, gap: int = 40, height: int = 1_000) -> Image.Image:
    """A page with a bar of each given width, one below the other."""
    picture = Image.new("RGB", (400, height), PAPER)
    pen = ImageDraw.Draw(picture)
    for number, width in enumerate(lines):
        pen.rectangle((10, 20 + number * gap, 10 + width, 35 + number * gap), fill=ink)
    return picture


def test_two_equal_pictures_have_no_difference():
    assert difference(page(100, 200), page(100, 200)) is None


def test_a_difference_that_nobody_can_see_is_none():
    assert difference(page(100), page(100, ink=(21, 20, 20))) is None


def test_what_has_another_colour_is_boxed_and_nothing_else():
    after = page(100, 200, 120)
    ImageDraw.Draw(after).rectangle((10, 60, 210, 75), fill=BLUE)
    found = difference(page(100, 200, 120), after)
    assert found is not None
    [(left, top, right, bottom)] = found.boxes
    assert (left, top) == (8, 56)
    assert 210 < right <= 216
    assert 75 < bottom <= 80
    assert found.share == 201 * 16 / (400 * 1_000)
    assert found.gaps == ()


def test_what_only_moved_down_is_no_difference():
    found = difference(page(100, 200, 120), page(100, 333, 200, 120))
    assert found is not None
    [(_, top, right, bottom)] = found.boxes
    assert right > 333
    assert top > 35
    assert bottom <= 112, "the lines below the new one are as they were"


def test_where_something_is_gone_a_line_says_so():
    found = difference(page(100, 333, 200), page(100, 200))
    assert found is not None
    assert found.boxes == ()
    assert len(found.gaps) == 1
    shown = overlay(page(100, 200), found)
    assert shown.getpixel((390, found.gaps[0])) == (190, 24, 93)


def test_what_is_smoothed_differently_a_fraction_of_a_row_further_down_is_no_difference():
    before, after = page(100, 200), page(100, 333, 200, height=1_040)
    pen, other = ImageDraw.Draw(before), ImageDraw.Draw(after)
    pen.line((10, 500, 390, 500), fill=(200, 200, 200))
    for row in (540, 541):
        other.line((10, row, 390, row), fill=(228, 228, 228))  # the same line, half on each of two rows
    found = difference(before, after)
    assert found is not None
    assert found.after[1] < 200


def test_another_tint_is_a_difference_also_where_the_page_has_moved():
    before, after = page(100, 200), page(100, 333, 200, height=1_040)
    ImageDraw.Draw(before).rectangle((10, 500, 390, 600), fill=(250, 245, 240))
    ImageDraw.Draw(after).rectangle((10, 540, 390, 640), fill=(243, 243, 243))
    assert len(difference(before, after).boxes) == 2


def test_more_room_between_lines_is_pointed_at_though_nothing_came_or_went():
    found = difference(page(100, 200), page(100, 200, gap=60))
    assert found is not None
    assert found.boxes == ()
    assert found.gaps
    assert found.share > 0


def test_two_places_far_apart_are_two_boxes():
    after = page(100, 200, 120)
    pen = ImageDraw.Draw(after)
    pen.rectangle((300, 20, 330, 35), fill=BLUE)
    pen.rectangle((10, 900, 50, 920), fill=BLUE)
    found = difference(page(100, 200, 120), after)
    assert found is not None
    assert len(found.boxes) == 2


def test_the_overlay_keeps_what_differs_and_pales_the_rest():
    after = page(100, 200)
    ImageDraw.Draw(after).rectangle((10, 60, 210, 75), fill=BLUE)
    found = difference(page(100, 200), after)
    shown = overlay(after, found)
    assert shown.getpixel((100, 68)) == BLUE
    assert min(shown.getpixel((50, 28))) > 120, "the line that did not change is pale"


def test_only_the_rows_around_a_small_difference_are_shown():
    after = page(100, 200)
    ImageDraw.Draw(after).rectangle((10, 500, 50, 520), fill=BLUE)
    rows, others = shown_rows(difference(page(100, 200), after), page(100, 200), after)
    assert rows == others == (500 - MARGIN, 521 + MARGIN)


def test_a_difference_far_down_a_long_page_is_found_and_shown():
    after = page(100, 200, height=9_000)
    ImageDraw.Draw(after).rectangle((10, 8_000, 50, 8_020), fill=BLUE)
    rows, _ = shown_rows(difference(page(100, 200, height=9_000), after), after, after)
    assert rows == (8_000 - MARGIN, 8_021 + MARGIN)


def test_no_more_is_shown_than_can_be_looked_at():
    before, after = page(100, height=9_000), page(100, height=9_000)
    ImageDraw.Draw(after).rectangle((0, 30, 400, 8_900), fill=BLUE)
    assert shown_rows(difference(before, after), before, after) == ((0, SHOWN), (0, SHOWN))


def test_a_difference_over_most_of_the_page_is_shown_whole():
    before, after = page(100, 100), page(100, 100, height=1_200)
    ImageDraw.Draw(after).rectangle((0, 30, 400, 1_100), fill=BLUE)
    assert shown_rows(difference(before, after), before, after) == ((0, 1_000), (0, 1_200))
