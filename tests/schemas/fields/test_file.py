"""Files: names made safe before they are checked, a closed list of kinds."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.fields.base import Fault
from schemas.fields.file import FileField, FileLimits, SentFile, parse, safe_name

BRAND = FileLimits(files=2, size=1000)
ANY = FileField.model_validate({"type": "file", "label": "Files"})
PICTURES = FileField.model_validate(
    {"type": "file", "label": "Files", "extensions": ("jpg", "png"), "max_files": 1, "max_size": "1KB"}
)


@pytest.mark.parametrize(
    ("sent", "safe"),
    [
        ("photo.jpg", "photo.jpg"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\ada\\photo.jpg", "photo.jpg"),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
        ("a\u200bb\u200d.png", "ab.png"),
        ("사진.png", "사진.png"),
        ("a\x00.php.jpg", "a.php.jpg"),
        (".hidden.txt", "hidden.txt"),
        ("dots...", "dots"),
        ("con.txt", "_con.txt"),
        ('a<b>:"c|?*.txt', "a_b___c___.txt"),
        ("line\nbreak.txt", "linebreak.txt"),
    ],
)
def test_a_name_is_made_safe(sent, safe):
    assert safe_name(sent) == safe


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (SentFile("run.exe", 10), "validate.file_type"),
        (SentFile("page.html", 10), "validate.file_type"),
        (SentFile("picture.svg", 10), "validate.file_type"),
        (SentFile("photo.jpg\u202e.exe", 10), "validate.file_type"),
        (SentFile("photo.exe/.jpg", 10), "validate.file_type"),
        (SentFile("jpg", 10), "validate.file_type"),
        (SentFile(".jpg", 10), "validate.file_type"),
        (SentFile("", 10), "validate.file_type"),
        (SentFile("x" * 97 + ".jpg", 10), "validate.file_name"),
        (SentFile("photo.jpg", 1001), "validate.file_size"),
        (SentFile("photo.jpg", 0), "validate.file_empty"),
    ],
)
def test_a_file_that_may_not_come_says_why(file, code):
    fault = parse(ANY, (file,), BRAND)
    assert isinstance(fault, Fault)
    assert fault.code == code


def test_limits_of_the_field_come_before_those_of_the_brand():
    two = (SentFile("a.jpg", 10), SentFile("b.JPG", 10))
    assert parse(ANY, two, BRAND) == ("a.jpg", "b.JPG")
    assert parse(PICTURES, two, BRAND) == Fault("validate.file_count", {"limit": 1, "count": 2})
    assert parse(PICTURES, (SentFile("a.jpg", 1024),), BRAND) == ("a.jpg",)
    assert isinstance(parse(PICTURES, (SentFile("a.pdf", 10),), BRAND), Fault)


@given(st.text(max_size=120))
def test_a_safe_name_is_one_harmless_line_and_stays_itself(sent):
    name = safe_name(sent)
    assert not set(name) & set('/\\<>:"|?*\r\n\0')
    assert not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in name)
    assert safe_name(name) == name
