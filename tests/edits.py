"""Random edits of a repository on the disk: what people, editors and merges do to files, right or wrong.

A `Workshop` is a folder with some of the example brands; each edit says in words what it did.
"""

import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Final

from PIL import Image

ROOT: Final = Path(__file__).parents[1]
BRANDS: Final = ("cooking-village", "cooking-village-en", "easy-printer", "game-a", "nordic")
SHARED: Final = ("_organization", "_library")
SECOND_GAME: Final = (
    "extends: _library/games\nname: {ko: 게임B, en: Game B}\nlanguages: [ko, en]\ndefault_language: ko\n"
    "service_id: GameB\nfeatures: {chat: false, call: false}\n"
)
"""A brand beside `game-a` on the same library."""

AREAS: Final = {
    "library": r"brands/_library/.*",
    "organisation": r"brands/_organization/.*",
    "assets": r".*/assets/.*",
    "companions": r".*\.[a-z]{2}\.(?:html|txt|md)",
    "themes": r".*/themes/.*",
    "environments": r"(?:environments/.*|frontdesk\.yaml|.*/bindings\.yaml)",
    "texts": r".*\.md",
    "translations": r".*(?:\.[a-z]{2}\.md|/codes/.*|translations\.lock\.yaml)",
    "rules": r".*/(?:triggers|fields|forms|messages|views|sla|tests|fixtures)/.*",
    "brands": r"brands/[a-z-]+/[a-z_.]+\.yaml",
    "remembered": r".*/(?:retired|ids\.lock|waivers|translations\.lock)\.yaml",
    "anything": r".*",
}
"""Where an edit happens: the files of an area, by their path."""

PIECES: Final = (
    "", "x", "title: Other\n", "status: member\n", "tags: [yes, no]\n", "\t", ": ", "---\n", "[a](article:gone)",
    "<script>", "name: {en: A, ko: B}\n", "한글", "&a ", "*a", "'", "![x](assets/none.png)", "## Heading\n", "- ",
    "enabled: yes\n", "{", "\\u0000", "\u202e", "#{ticket.id}", "#{ticket.di}", "{{ content }}", "\r\n", "extends: a\n",
    "# allow FD601: because\n", "null", "<<<<<<< ours\n", "AKIAABCDEFGHIJKLMNOP", "}", "\n", "  ",
)  # fmt: skip
VALUES: Final = (
    "true", "false", "0", "7", "{}", "[]", "en", "ko", "[en, ko]", "word", "Words of some length", "{ko: 말, en: Word}",
    "2026-02-30", "1h", "10MB", "{binding: nobody}", "{secret: env:NAME}", "assets/logo.png", "{code: a.b}", "~", "yes",
)  # fmt: skip


class Workshop:
    """Example brands in a folder of their own, with what they share and the values of their environments."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self.folder = folder
        self.chance = chance
        self.brands = sorted(chance.sample(BRANDS, chance.choice((1, 1, 2, 2, 3, 5))))
        self.broken: list[str] = []
        self._begin()

    def _begin(self) -> None:
        for name in (*SHARED, *self.brands):
            shutil.copytree(ROOT / "brands" / name, self.folder / "brands" / name)
        shutil.copy(ROOT / "frontdesk.yaml", self.folder)
        (self.folder / "environments").mkdir()
        for file in sorted((ROOT / "environments").glob("*.yaml")):
            blocks = re.split(r"^(?=\S)", file.read_text(), flags=re.MULTILINE)
            kept = [block for block in blocks if block.partition(":")[0] in {"_organization", *self.brands}]
            (self.folder / "environments" / file.name).write_text("".join(kept))
        if "game-a" in self.brands and self.chance.random() < 0.5:
            (self.folder / "brands/game-b").mkdir()
            (self.folder / "brands/game-b/brand.yaml").write_text(SECOND_GAME)

    def files(self, area: str = "anything") -> list[str]:
        """The files of an area, in order."""
        pattern = re.compile(AREAS[area])
        every = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())
        return sorted(
            name for name in every if not name.startswith((".frontdesk/", ".git")) and pattern.fullmatch(name)
        )

    def folders(self) -> list[Path]:
        """The folders inside brands, in order."""
        return sorted(path for path in (self.folder / "brands").glob("*/**/") if path.parent.name != "brands")

    def edit(self) -> str:
        """One edit somewhere; what it did."""
        for _ in range(20):
            edit = self.chance.choice(EDITS)
            area = self.chance.choice(tuple(AREAS))
            names = self.files(area)
            if names:
                name = self.chance.choice(names)
                done = edit(self, self.folder / name)
                if done:
                    return f"{area}: {done} {name}"
        return "nothing"

    def put(self, path: Path, data: bytes) -> None:
        """Write a file and remember that it differs."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.broken.append(path.relative_to(self.folder).as_posix())


Edit = Callable[[Workshop, Path], str]


def _text(path: Path) -> str:
    return path.read_bytes().decode(errors="surrogateescape")


def put_words(shop: Workshop, path: Path) -> str:
    """Put something at a random place, and perhaps take something away."""
    text = _text(path)
    at, piece = shop.chance.randrange(len(text) + 1), shop.chance.choice(PIECES)
    changed = text[:at] + piece + text[at + shop.chance.randrange(3) :]
    shop.put(path, changed.encode(errors="surrogateescape"))
    return f"put {piece!r} at {at} of"


def put_value(shop: Workshop, path: Path) -> str:
    """Give a key another value."""
    text = _text(path)
    keys = list(re.finditer(r"\b([a-z_]+): *([^\s{\[,}][^\n,}]*)", text)) if path.suffix in {".yaml", ".md"} else []
    if not keys:
        return ""
    key = shop.chance.choice(keys)
    value = shop.chance.choice((*VALUES, shop.chance.choice(keys)[2]))
    shop.put(path, (text[: key.start(2)] + value + text[key.end(2) :]).encode(errors="surrogateescape"))
    return f"gave {key[1]} the value {value!r} in"


def move_lines(shop: Workshop, path: Path) -> str:
    """Take a line out, write it twice, or put two in the other order."""
    lines = _text(path).splitlines(keepends=True)
    if len(lines) < 2:
        return ""
    at = shop.chance.randrange(len(lines) - 1)
    how = shop.chance.choice(("took out", "doubled", "swapped"))
    now = {"took out": [], "doubled": [lines[at]] * 2, "swapped": [lines[at + 1], lines[at]]}[how]
    rest = lines[at + (2 if how == "swapped" else 1) :]
    shop.put(path, "".join([*lines[:at], *now, *rest]).encode(errors="surrogateescape"))
    return f"{how} line {at + 1} of"


def rename_word(shop: Workshop, path: Path) -> str:
    """An id is another one, everywhere in one file."""
    words = sorted(set(re.findall(r"\b[a-z]+(?:[-_][a-z]+)+\b", _text(path))))
    if not words or path.suffix not in {".yaml", ".md"}:
        return ""
    word = shop.chance.choice(words)
    shop.put(path, re.sub(rf"\b{re.escape(word)}\b", f"{word}x", _text(path)).encode(errors="surrogateescape"))
    return f"renamed {word} in"


def delete_file(shop: Workshop, path: Path) -> str:
    """A file is gone."""
    path.unlink()
    shop.broken.append(path.relative_to(shop.folder).as_posix())
    return "deleted"


def rename_file(shop: Workshop, path: Path) -> str:
    """A file has another name; sometimes another ending, sometimes one that another file had."""
    endings = (path.suffix, path.suffix, ".yaml", ".md", f".en{path.suffix}")
    target = path.with_name(
        f"{path.name.partition('.')[0]}{shop.chance.choice(('', '-x'))}{shop.chance.choice(endings)}"
    )
    path.replace(target)
    shop.broken += [path.relative_to(shop.folder).as_posix(), target.relative_to(shop.folder).as_posix()]
    return f"now called {target.name}:"


def copy_file(shop: Workshop, path: Path) -> str:
    """A file stands a second time: beside itself, as another kind of file, or in another brand."""
    inside = path.relative_to(shop.folder).parts
    target = path.with_name(shop.chance.choice((f"n{path.name}", f"{path.stem}-n.yaml", f"{path.stem}-n.md")))
    if len(inside) > 3 and shop.chance.random() < 0.4:
        target = shop.folder / "brands" / shop.chance.choice((*shop.brands, "_organization")) / Path(*inside[2:])
    shop.put(target, path.read_bytes())
    return f"written as {target.relative_to(shop.folder)}, too:"


def move_folder(shop: Workshop, path: Path) -> str:
    """A folder lies in another one; what is in it keeps every time and size."""
    folders = shop.folders()
    moved = shop.chance.choice(folders)
    target = shop.chance.choice([one for one in folders if not one.is_relative_to(moved)] or [moved]) / moved.name
    if target.exists():
        return ""
    names = [file.relative_to(moved) for file in moved.rglob("*") if file.is_file()]
    moved.replace(target)
    shop.broken += [(place / name).relative_to(shop.folder).as_posix() for place in (moved, target) for name in names]
    return f"moved {moved.relative_to(shop.folder)} to {target.relative_to(shop.folder)}, not"


def delete_folder(shop: Workshop, path: Path) -> str:
    """A small folder is gone."""
    small = [one for one in shop.folders() if sum(1 for _ in one.rglob("*")) < 6]
    if not small:
        return ""
    gone = shop.chance.choice(small)
    shop.broken += [file.relative_to(shop.folder).as_posix() for file in gone.rglob("*") if file.is_file()]
    shutil.rmtree(gone)
    return f"deleted {gone.relative_to(shop.folder)}, not"


def write_companion(shop: Workshop, path: Path) -> str:
    """The words of a file stand beside it, in a file of their own."""
    if path.suffix != ".yaml":
        return ""
    language, ending = shop.chance.choice(("en", "ko", "sv", "fr")), shop.chance.choice(("html", "txt", "md"))
    shop.put(path.with_name(f"{path.stem}.{language}.{ending}"), b"<p>Words of #{brand.name}, <b>beside</b>.</p>\n")
    return f"wrote {language}.{ending} beside"


def write_translation(shop: Workshop, path: Path) -> str:
    """A text in one more language."""
    if path.suffix != ".md":
        return ""
    target = path.with_name(f"{path.name.partition('.')[0]}.{shop.chance.choice(('en', 'ko', 'sv'))}.md")
    shop.put(target, b"---\ntitle: Translated\n---\nWords, and ![a picture](assets/logo.png).\n")
    return f"wrote {target.name} beside"


def change_bytes(shop: Workshop, path: Path) -> str:
    """A file with other line ends or a mark at its start, cut short, or a picture of another size."""
    data = path.read_bytes()
    how = shop.chance.choice(("picture", "cut", "windows", "mark", "empty"))
    made = {
        "picture": lambda: _picture(shop.chance.randrange(1, 900)),
        "cut": lambda: data[: shop.chance.randrange(len(data) + 1)],
        "windows": lambda: data.replace(b"\n", b"\r\n"),
        "mark": lambda: b"\xef\xbb\xbf" + data,
        "empty": lambda: b"",
    }[how]()
    shop.put(path, made)
    return f"made {how} of"


def _picture(size: int) -> bytes:
    file = io.BytesIO()
    Image.new("1", (size, size)).save(file, "PNG")
    return file.getvalue()


def mend(shop: Workshop, path: Path) -> str:
    """What was broken last is as it was: the way back is walked over old cache entries."""
    for name in shop.broken[-shop.chance.choice((1, 1, 3, 1000)) :]:
        (shop.folder / name).unlink(missing_ok=True)
        if (ROOT / name).is_file() and name.split("/")[0] == "brands":
            (shop.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, shop.folder / name)
            shop.broken = [other for other in shop.broken if other != name]
    return "mended all but"


EDITS: Final[tuple[Edit, ...]] = (
    put_words, put_words, put_value, put_value, put_value, move_lines, rename_word, delete_file, rename_file, copy_file,
    move_folder, delete_folder, write_companion, write_translation, change_bytes, mend, mend, mend, mend,
)  # fmt: skip
"""Every edit, as often as it should happen."""
