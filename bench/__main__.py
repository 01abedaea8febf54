"""`python -m bench`: take every measurement and write `bench/RESULTS.md`."""

import argparse
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench import checking, parsing, serving, sites
from bench.measure import Cost, machine

RESULTS = Path(__file__).parent / "RESULTS.md"


def verdict(value: float, goal: float, larger_is_better: bool) -> str:
    """Whether a goal is met, in a word."""
    met = value >= goal if larger_is_better else value <= goal
    return "met" if met else "**missed**"


def main() -> None:
    """Measure and write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--articles", type=int, default=1000)
    arguments.add_argument("--large", type=int, default=10_000, help="articles of the large knowledge base, one round")
    arguments.add_argument("--files", type=int, default=10_000, help="YAML files that are checked beside linters")
    arguments.add_argument("--brands", type=int, default=500, help="brands of 200 files that are checked for memory")
    chosen = arguments.parse_args()
    rows = [("what", "measured", "goal", "")]
    ours, peer = parsing.measure(chosen.rounds)
    ratio = peer / ours
    rows.append(
        (
            "parsing with positions, against ruamel's round trip",
            f"{ratio:.1f} × faster",
            "≥ 20 ×",
            verdict(ratio, 20, True),
        )
    )
    rows += _check_rows(chosen.files, chosen.brands)
    with tempfile.TemporaryDirectory() as folder:
        site = sites.measure(Path(folder), chosen.articles, chosen.rounds)
        rows += _site_rows(site, chosen.articles, cpu_goal=1, peak_goal=0.25)
        rows.append(_mkdocs_row(site, sites.mkdocs(Path(folder) / "mkdocs", chosen.articles), chosen.articles))
        rows += _serving_rows(Path(folder) / "ours", chosen.rounds)
    rows += _large_rows(chosen.large)
    text = _table(rows)
    RESULTS.write_text(
        f"# Measurements\n\n{datetime.now(UTC):%Y-%m-%d}, `make bench`. Ratios of interleaved runs, "
        f"medians of {chosen.rounds} rounds.\n\nMachine: {machine()}.\n\n{text}",
        encoding="utf-8",
    )
    print(text)


def _serving_rows(folder: Path, rounds: int) -> list[tuple[str, str, str, str]]:
    rows = []
    for worker in ("sync", "gthread"):
        rates = serving.measure(folder, rounds, worker)
        if rates is None:
            rows.append((f"serving ({worker})", "not measured: wrk is not installed", "≥ 0.9", ""))
            continue
        for name, value in rates.items():
            label = f"{name if name == '304' else 'article page'}, against bare gunicorn ({worker})"
            rows.append((label, f"{value:.2f} of its requests", "≥ 0.9", verdict(value, 0.9, True)))
    return rows


def _large_rows(articles: int) -> list[tuple[str, str, str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        site = sites.measure(Path(folder), articles, rounds=1)
    alone = site.build.cpu / site.hugo.cpu
    label = f"{articles:,} articles × 3 languages, cold build alone, against Hugo: CPU"
    measured = f"{alone:.2f} ({site.build.cpu:.2f} s to {site.hugo.cpu:.2f} s)"
    row = (label, measured, "≤ 0.6", verdict(alone, 0.6, False))
    return [*_site_rows(site, articles, cpu_goal=0.8, peak_goal=0.125), row]


def _mkdocs_row(site: sites.Sites, peer: Cost, articles: int) -> tuple[str, str, str, str]:
    ours = site.build.cpu + site.activation.cpu
    name = f"{articles:,} articles × 3 languages, cold build and activation, against MkDocs: CPU"
    measured = f"{ours / peer.cpu:.3f} ({ours:.1f} s to {peer.cpu:.1f} s)"
    return (name, measured, "≤ 0.05", verdict(ours / peer.cpu, 0.05, False))


def _site_rows(
    site: sites.Sites, articles: int, *, cpu_goal: float, peak_goal: float
) -> list[tuple[str, str, str, str]]:
    cpu = (site.build.cpu + site.activation.cpu) / site.hugo.cpu
    peak = max(site.build.peak_kb, site.activation.peak_kb) / site.hugo.peak_kb
    name = f"{articles:,} articles × 3 languages, cold build and activation, against Hugo"
    seconds = f"{site.build.cpu:.2f} s + {site.activation.cpu:.2f} s to {site.hugo.cpu:.2f} s"
    megabytes = [f"{cost.peak_kb / 1024:.0f} MB" for cost in (site.build, site.activation, site.hugo)]
    sizes = f"{megabytes[0]} and {megabytes[1]} to {megabytes[2]}"
    return [
        (f"{name}: CPU", f"{cpu:.2f} ({seconds})", f"≤ {cpu_goal}", verdict(cpu, cpu_goal, False)),
        (f"{name}: peak memory", f"{peak:.2f} ({sizes})", f"≤ {peak_goal}", verdict(peak, peak_goal, False)),
    ]


def _check_rows(files: int, brands: int) -> list[tuple[str, str, str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        cost = checking.measure(Path(folder) / "checked", files)
        large = checking.memory(Path(folder) / "large", brands)
    name = f"{files:,} YAML files, check"

    def row(label: str, ours: float, other: float, goal: float) -> tuple[str, str, str, str]:
        measured = f"{ours / other:.2f} ({ours:.2f} s to {other:.2f} s)"
        return (f"{name} {label}", measured, f"≤ {goal}", verdict(ours / other, goal, False))

    peak = large.peak_kb / 1024**2
    return [
        row("from nothing, against check-jsonschema with our schemas", cost.cold, cost.schemas, 0.1),
        row("from nothing, against yamllint", cost.cold, cost.lint, 0.1),
        row("with one file changed, against from nothing", cost.changed, cost.cold, 0.1),
        row("with nothing changed, against frontdesk --version", cost.unchanged, cost.version, 1.5),
        (f"{brands} brands × 200 files, check: peak memory", f"{peak:.2f} GB", "≤ 2 GB", verdict(peak, 2, False)),
    ]


def _table(rows: list[tuple[str, str, str, str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---|---|---|---|", *lines[1:]]) + "\n"


if __name__ == "__main__":
    main()
