"""Where the portals of a bundle answer, environment by environment, in lines for people (OQ-53)."""

from collections.abc import Iterator

from compiler.bundle import Bundle

SHOWN = 24  # addresses; a build of five hundred brands says how many more there are


def address_lines(bundle: Bundle) -> str:
    """One line per portal and environment, aligned; empty when no environment gives any portal a host."""
    rows = list(_addresses(bundle))
    widths = [max((len(row[column]) for row in rows), default=0) for column in (0, 1)]
    lines = [f"  {name:<{widths[0]}}  {environment:<{widths[1]}}  {url}" for name, environment, url in rows[:SHOWN]]
    if len(rows) > SHOWN:
        lines.append(f"  and {len(rows) - SHOWN:,} more")
    return "".join(f"\n{line}" for line in lines)


def _addresses(bundle: Bundle) -> Iterator[tuple[str, str, str]]:
    for brand, compiled in sorted(bundle.brands.items()):
        for name, portal in compiled.portals.items():
            for environment, values in sorted(bundle.environments.items()):
                host = portal.host.resolve(values.get(brand, {}))
                if host is not None:
                    closed = "" if portal.enabled else "  (closed)"
                    yield f"{brand}/{name}", environment, f"https://{host}{portal.path}{closed}"
