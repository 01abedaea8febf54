"""Where the portals of a bundle answer, environment by environment, in lines for people (OQ-53)."""

from collections.abc import Iterator

from compiler.bundle import Bundle
from schemas.bundle import PortalContract

SHOWN = 24  # lines with addresses; a build of five hundred brands says how many portals more there are


def address_lines(bundle: Bundle, portals: int) -> str:
    """One line per portal and environment, aligned, of the first of so many portals; empty when none has a host."""
    rows: list[tuple[str, str, str]] = []
    looked_at = 0
    for brand in sorted(bundle.brands):  # one by one: a brand is made only when it is asked for
        if len(rows) >= SHOWN:
            break
        for name, portal in bundle.brands[brand].portals.items():
            looked_at += 1
            rows += _addresses(bundle, f"{brand}/{name}", portal)
            if len(rows) >= SHOWN:
                break
    widths = [max((len(row[column]) for row in rows), default=0) for column in (0, 1)]
    lines = [f"  {name:<{widths[0]}}  {environment:<{widths[1]}}  {url}" for name, environment, url in rows]
    if rows and looked_at < portals:
        more = portals - looked_at
        lines.append(f"  and {more:,} more {'portal' if more == 1 else 'portals'}")
    return "".join(f"\n{line}" for line in lines)


def _addresses(bundle: Bundle, name: str, portal: PortalContract) -> Iterator[tuple[str, str, str]]:
    for environment, values in sorted(bundle.environments.items()):
        host = portal.host.resolve(values.get(portal.brand, {}))
        if host is not None:
            closed = "" if portal.enabled else "  (closed)"
            yield name, environment, f"https://{host}{portal.path}{closed}"
