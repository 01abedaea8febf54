"""The interface's own files, and what was taken over from others."""

import gzip
import json
import re
from hashlib import sha256

import pytest

from runtime.static_files import FOLDER, SITE_PARTS, SITE_SHEET, VENDOR, address, files, find

MANIFEST = json.loads((VENDOR / "manifest.json").read_text())
STYLES = [name for name in files() if name.startswith("css/") and not name.startswith("css/desk")]
"""Customers' sheets: they are read from right to left, too."""


def test_vendored_files_are_what_the_manifest_says():
    listed = {name: digest for package in MANIFEST["packages"] for name, digest in package["files"].items()}
    assert {path.name for path in VENDOR.iterdir()} == {*listed, "manifest.json"}
    for name, digest in listed.items():
        assert sha256((VENDOR / name).read_bytes()).hexdigest() == digest, name


def test_every_vendored_package_says_its_version_and_licence():
    for package in MANIFEST["packages"]:
        assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
        assert package["licence"] in {"MIT", "0BSD"}
        assert any("LICENSE" in name for name in package["files"])


def test_an_address_names_the_content():
    file = files()["css/base.css"]
    assert address("css/base.css") == f"/static/{sha256(file.plain).hexdigest()[:16]}/css/base.css"
    assert find(file.hash, "css/base.css") is file
    assert find("0" * 16, "css/base.css") is None


def test_a_file_that_is_not_there_has_no_address():
    with pytest.raises(KeyError):
        address("css/none.css")


def test_the_site_sheet_holds_pico_in_a_layer_and_then_our_sheets():
    sheet = files()[SITE_SHEET].plain.decode()
    layer, *own = [sheet.index("@layer pico{"), *(sheet.index((FOLDER / name).read_text()) for name in SITE_PARTS)]
    assert [layer, *own] == sorted([layer, *own])


def test_what_is_packed_unpacks_to_the_same():
    packed = [file for file in files().values() if file.packed]
    assert packed
    for file in packed:
        assert gzip.decompress(file.packed) == file.plain


@pytest.mark.parametrize("name", STYLES)
def test_our_sheets_use_logical_properties_and_no_foreign_address(name):
    sheet = re.sub(r"/\*.*?\*/", "", files()[name].plain.decode().partition("@layer pico{")[0], flags=re.DOTALL)
    physical = re.findall(
        r"[;{]\s*((?:margin|padding|border)-(?:left|right|top|bottom)[a-z-]*|left|right|top|bottom)\s*:", sheet
    )
    assert physical == []
    assert re.findall(r"url\(\s*[\"']?(?:https?:|//|data:)", sheet) == []


@pytest.mark.parametrize("name", [name for name in files() if name.startswith("js/")])
def test_our_scripts_run_nothing_from_text(name):
    script = files()[name].plain.decode()
    assert re.findall(r"\beval\(|new Function|innerHTML|document\.write|\.style\b|setAttribute\(.style", script) == []
