"""Every open portal has a host in this environment: without one it would be gone, and nobody would be told."""

from typing import Final

from runtime.release.self_tests.trial import Trial
from runtime.release.source import BundleError

NAME: Final = "hosts"


def test(trial: Trial) -> None:
    """Resolve the host of each open portal."""
    for brand in (trial.release.brands[name] for name in sorted(trial.brands)):
        for portal in brand.portals.values():
            if portal.enabled and not portal.host.resolve(brand.bindings):
                raise BundleError(
                    "FD831",
                    f"the portal {brand.id}/{portal.id} is open, and the environment {trial.release.environment!r} has "
                    f"no value for its host, the binding {portal.host.binding!r}",
                    brand=brand.id,
                    thing=f"portals/{portal.id}",
                )
