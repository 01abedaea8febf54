"""Pictures in places that others made: format by name and by bytes, bytes, pixels."""

import io

import pytest
from PIL import Image

from tests.kitchen import picture, said

JOB = {
    "brand.yaml": "name: Kitchen\nlanguages: [en]\nfeatures: {booking: true}\n",
    "projects/repair.yaml": "name: Repair\nportal: track\ntracking: oven\nrequired: [email]\n",
    "portals/track.yaml": "address: {host: {binding: main_host}, path: /t}\naccess: {mode: ticket_link}\n",
    "triggers/10-links.yaml": """\
- id: send-the-link
  title: Send the link
  events: [created]
  all: [{if: project, is: repair}]
  then: [{do: mail, to: [customer], subject: Your repair, body: "<p>[#CustomerPortal_Link]</p>"}]
""",
}


def about(name, data):
    return said({**JOB, "tracking/oven.yaml": f"logo: assets/{name}\n", f"assets/{name}": data})


def of_size(size):
    """A PNG of 25 × 25 pixels and so many bytes."""
    made = picture(25, 25)
    head, end = made[:-12], made[-12:]
    filler = size - len(made) - 12
    chunk = b"teXt" + bytes(filler)
    return head + filler.to_bytes(4, "big") + chunk + crc(chunk) + end


def crc(chunk):
    import zlib

    return zlib.crc32(chunk).to_bytes(4, "big")


def saved(format_, size=(20, 20)):
    file = io.BytesIO()
    Image.new("RGB", size).save(file, format_)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data"), [("a.png", saved("PNG")), ("a.jpg", saved("JPEG")), ("a.jpeg", saved("JPEG"))]
)
def test_the_logo_of_a_tracking_page_is_a_jpeg_or_png(name, data):
    """FC-36, FC-44: JPEG and PNG are taken."""
    assert about(name, data) == ""


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.gif", saved("GIF")), ("a.png", saved("JPEG")), ("a.jpg", saved("PNG")), ("a.gif", saved("PNG"))],
)
def test_another_format_is_refused_whatever_its_name_says(name, data):
    """FC-44: both the name and the bytes say the format."""
    assert about(name, data).startswith("error[FD675]")


@pytest.mark.parametrize(("size", "fits"), [(20 * 1024, True), (20 * 1024 + 1, False)])
def test_the_logo_of_a_tracking_page_has_twenty_kilobytes(size, fits):
    """FC-45: 20,480 bytes are taken, one more is not."""
    data = of_size(size)
    assert len(data) == size
    words = about("a.png", data)
    assert (words == "") is fits
    assert fits or "error[FD676] assets/a.png has 20,481 bytes" in words


@pytest.mark.parametrize(("width", "height", "fits"), [(25, 25, True), (26, 25, False), (25, 26, False), (1, 1, True)])
def test_the_logo_of_a_tracking_page_is_small(width, height, fits):
    """FC-46: at most 25 pixels wide and 25 pixels high."""
    words = about("a.png", picture(width, height))
    assert (words == "") is fits
    assert fits or f"error[FD677] assets/a.png has {width} × {height} pixels" in words
