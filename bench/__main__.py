"""`python -m bench`: take every measurement, or the parts that are named, and write them into `bench/RESULTS.md`."""

import argparse
import re
import tempfile
from argparse import Namespace
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from bench import checking, parsing, scaling, serving, sites
from bench.measure import Cost, Row, machine, verdict

RESULTS = Path(__file__).parent / "RESULTS.md"
SCALE = Path(__file__).parents[1] / "docs/scale.md"


def main() -> None:
    """Measure and write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--only", choices=tuple(PARTS), action="append", help="a part; may be said again")
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--articles", type=int, default=1000)
    arguments.add_argument("--large", type=int, default=10_000, help="articles of the large knowledge base, one round")
    arguments.add_argument("--files", type=int, default=10_000, help="YAML files that are checked beside linters")
    arguments.add_argument("--brands", type=int, default=500, help="brands of 200 files that are checked for memory")
    arguments.add_argument("--many", type=int, default=2000, help="brands with ten portals each")
    arguments.add_argument("--wide", type=int, default=20_000, help="brands with one portal each")
    chosen = arguments.parse_args()
    for part in chosen.only or PARTS:
        title, measure = PARTS[part]
        when = f"{datetime.now(UTC):%Y-%m-%d}, {_rounds(chosen, part)}."
        text = f"{when}\n\nMachine: {machine()}.\n\n{_table(measure(chosen))}"
        write_section(RESULTS, title, text)
        print(f"## {title}\n\n{text}", flush=True)


def _rounds(chosen: Namespace, part: str) -> str:
    if part in {"large", "scale", "brands"}:
        return "one round"
    return f"ratios of interleaved runs, medians of {chosen.rounds} rounds"


def write_section(file: Path, title: str, text: str) -> None:
    """Put a section into a page in place of the one with its title, or at the end; the other sections stay."""
    page = file.read_text(encoding="utf-8") if file.exists() else "# Measurements\n"
    pattern = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.DOTALL | re.MULTILINE)
    section = f"## {title}\n\n{text.rstrip()}\n\n"
    page = pattern.sub(lambda _: section, page) if pattern.search(page) else f"{page.rstrip()}\n\n{section}"
    file.write_text(page.rstrip() + "\n", encoding="utf-8")


def _parsing(chosen: Namespace) -> list[Row]:
    ours, peer = parsing.measure(chosen.rounds)
    ratio = peer / ours
    name = "parsing with positions, against ruamel's round trip"
    return [Row(name, f"{ratio:.1f} × faster", "≥ 20 ×", verdict(ratio, 20, True))]


def _checking(chosen: Namespace) -> list[Row]:
    return _check_rows(chosen.files, chosen.brands)


def _sites(chosen: Namespace) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        site = sites.measure(Path(folder), chosen.articles, chosen.rounds)
        rows = _site_rows(site, chosen.articles, cpu_goal=1, peak_goal=0.25)
        rows.append(_mkdocs_row(site, sites.mkdocs(Path(folder) / "mkdocs", chosen.articles), chosen.articles))
    return rows


def _serving(chosen: Namespace) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        sites.prepare(Path(folder), chosen.articles)
        return _serving_rows(Path(folder), chosen.rounds)


def _scaling(chosen: Namespace) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        rows = scaling.measure(Path(folder), chosen.many)
    told = [(row.what.split(", ", 1)[1], row.measured, row.goal, row.verdict) for row in rows]
    write_measured(SCALE, _table([Row(*row) for row in told], f"What, at {rows[0].what.split(', ', 1)[0]}"))
    return rows


def _brands(chosen: Namespace) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        return scaling.measure_brands(Path(folder), chosen.wide)


def write_measured(file: Path, table: str) -> None:
    """Put a table between the marks of a page."""
    page = file.read_text(encoding="utf-8")
    pattern = re.compile(r"(<!-- measured: begin[^>]*-->\n\n).*?(\n<!-- measured: end -->)", re.DOTALL)
    file.write_text(pattern.sub(lambda marks: f"{marks[1]}{table}{marks[2]}", page), encoding="utf-8")


def _serving_rows(folder: Path, rounds: int) -> list[Row]:
    rows = []
    for worker in ("sync", "gthread"):
        rates = serving.measure(folder, rounds, worker)
        if rates is None:
            rows.append(Row(f"serving ({worker})", "not measured: wrk is not installed", "≥ 0.9"))
            continue
        for name, value in rates.items():
            label = f"{name if name == '304' else 'article page'}, against bare gunicorn ({worker})"
            rows.append(Row(label, f"{value:.2f} of its requests", "≥ 0.9", verdict(value, 0.9, True)))
    return rows


def _large_rows(articles: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        site = sites.measure(Path(folder), articles, rounds=1)
    alone = site.build.cpu / site.hugo.cpu
    label = f"{articles:,} articles × 3 languages, cold build alone, against Hugo: CPU"
    measured = f"{alone:.2f} ({site.build.cpu:.2f} s to {site.hugo.cpu:.2f} s)"
    row = Row(label, measured, "≤ 0.6", verdict(alone, 0.6, False))
    return [*_site_rows(site, articles, cpu_goal=0.8, peak_goal=0.125), row]


def _mkdocs_row(site: sites.Sites, peer: Cost, articles: int) -> Row:
    ours = site.build.cpu + site.activation.cpu
    name = f"{articles:,} articles × 3 languages, cold build and activation, against MkDocs: CPU"
    measured = f"{ours / peer.cpu:.3f} ({ours:.1f} s to {peer.cpu:.1f} s)"
    return Row(name, measured, "≤ 0.05", verdict(ours / peer.cpu, 0.05, False))


def _site_rows(site: sites.Sites, articles: int, *, cpu_goal: float, peak_goal: float) -> list[Row]:
    cpu = (site.build.cpu + site.activation.cpu) / site.hugo.cpu
    peak = max(site.build.peak_kb, site.activation.peak_kb) / site.hugo.peak_kb
    name = f"{articles:,} articles × 3 languages, cold build and activation, against Hugo"
    seconds = f"{site.build.cpu:.2f} s + {site.activation.cpu:.2f} s to {site.hugo.cpu:.2f} s"
    megabytes = [f"{cost.peak_kb / 1024:.0f} MB" for cost in (site.build, site.activation, site.hugo)]
    sizes = f"{megabytes[0]} and {megabytes[1]} to {megabytes[2]}"
    return [
        Row(f"{name}: CPU", f"{cpu:.2f} ({seconds})", f"≤ {cpu_goal}", verdict(cpu, cpu_goal, False)),
        Row(f"{name}: peak memory", f"{peak:.2f} ({sizes})", f"≤ {peak_goal}", verdict(peak, peak_goal, False)),
    ]


def _check_rows(files: int, brands: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        cost = checking.measure(Path(folder) / "checked", files)
        large = checking.memory(Path(folder) / "large", brands)
    name = f"{files:,} YAML files, check"

    def row(label: str, ours: float, other: float, goal: float) -> Row:
        measured = f"{ours / other:.2f} ({ours:.2f} s to {other:.2f} s)"
        return Row(f"{name} {label}", measured, f"≤ {goal}", verdict(ours / other, goal, False))

    peak = large.peak_kb / 1024**2
    return [
        row("from nothing, against check-jsonschema with our schemas", cost.cold, cost.schemas, 0.1),
        row("from nothing, against yamllint", cost.cold, cost.lint, 0.1),
        row("with one file changed, against from nothing", cost.changed, cost.cold, 0.1),
        row("with nothing changed, against frontdesk --version", cost.unchanged, cost.version, 1.5),
        Row(f"{brands} brands × 200 files, check: peak memory", f"{peak:.2f} GB", "≤ 2 GB", verdict(peak, 2, False)),
    ]


def _table(rows: list[Row], title: str = "What") -> str:
    lines = ["| " + " | ".join(row) + " |" for row in (Row(title, "Measured", "Goal"), *rows)]
    return "\n".join([lines[0], "|---|---|---|---|", *lines[1:]]) + "\n"


def _large(chosen: Namespace) -> list[Row]:
    return _large_rows(chosen.large)


PARTS: Mapping[str, tuple[str, Callable[[Namespace], list[Row]]]] = {
    "parsing": ("Parsing", _parsing),
    "checking": ("Checking", _checking),
    "sites": ("A knowledge base from text to pages", _sites),
    "serving": ("Serving", _serving),
    "large": ("A large knowledge base", _large),
    "scale": ("Twenty thousand portals", _scaling),
    "brands": ("Twenty thousand brands", _brands),
}
"""What is measured, in its order: the word for `--only`, the title in the results."""


if __name__ == "__main__":
    main()
