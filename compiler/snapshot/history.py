"""What got another id or is gone, and the numbers the Open API shows."""

from compiler.bundle import BrandBundle
from compiler.snapshot.lines import Lines
from compiler.snapshot.rules import Wording
from schemas.history import History, Numbers


def write(lines: Lines, brand: BrandBundle, language: str) -> None:
    """One line for each former id, and one for each number."""
    said = Wording(brand, language)
    past = brand.settings.get("history")
    history = past.objects.get("") if past is not None else None
    if isinstance(history, History) and (history.moved or history.retired):
        lines.section("Former ids")
        for moved in history.moved:
            lines.fact(f"{_words(moved.what)} {moved.former}", f"{moved.to} since {moved.date}")
        for gone in history.retired:
            label = f", shown in old tickets as {said.text(gone.label)}" if gone.label is not None else ""
            lines.fact(f"{_words(gone.what)} {gone.id}", f"gone since {gone.date}{label}")
    lock = brand.settings.get("numbers")
    numbers = lock.objects.get("") if lock is not None else None
    if isinstance(numbers, Numbers):
        lines.section("Numbers in the Open API")
        for kind, name, number in numbers.given():
            lines.fact(f"{_words(kind)} {name}", str(number))


def _words(kind: str) -> str:
    return kind.replace("_", " ")
