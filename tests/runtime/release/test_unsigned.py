"""There is no unsigned way in: not without signatures, not without keys, not with what lay there before."""

import shutil
from dataclasses import replace

import pytest

from runtime.release.current import Current
from runtime.release.offers import FolderOffers
from runtime.release.source import BundleError
from runtime.settings import SettingsError, read_settings
from schemas.release import METADATA
from tests.signing import record, tiny


def test_ghsa_g2pf_6v5v_qcc8_without_signatures_nothing_is_taken_whatever_keys_are_configured(
    publisher, address, machine, release_settings, clock
):
    root = publisher.revision(1)
    address.upload(publisher.bundle)
    address.release(record(1, root))
    found = machine()
    assert found.root() == root
    shutil.rmtree(address.folder / METADATA)  # the signatures are stripped, everything else stays
    found.ask()
    assert (found.root(), found.code()) == (root, "FD812")
    shutil.copy(publisher.bundle / "current.json", address.folder)  # and an unsigned pointer put in their place
    found.ask()
    assert (found.root(), found.code()) == (root, "FD824")
    bare = machine(state=found.settings.state.parent / "bare", bundle=found.settings.state.parent / "bare" / "fetched")
    assert (bare.root(), bare.code()) == (None, "FD824")
    with_keys = replace(release_settings, trust=address.trust)
    with pytest.raises(BundleError, match="keys are configured") as refused:
        FolderOffers(with_keys).look()
    assert refused.value.code == "FD824"
    assert Current(with_keys, clock).snapshot is None


TRUST = {
    "missing": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "half": lambda path: path.write_bytes(path.read_bytes()[:200]),
    "not signed": lambda path: path.write_bytes(path.read_bytes().replace(b'"sig":"', b'"sig":"00')),
    "a timestamp": lambda path: shutil.copy(path.parent / "address" / METADATA / "timestamp.json", path),
}


@pytest.mark.parametrize("spoil", TRUST.values(), ids=TRUST)
def test_ghsa_g2pf_6v5v_qcc8_keys_that_cannot_be_read_are_not_no_keys(address, machine, spoil):
    address.release(record(1, tiny(address.folder)))
    found = machine()
    assert found.root() is not None
    spoil(address.trust)
    started = found.restarted()
    assert (started.root(), started.code()) == (None, "FD821")


@pytest.mark.parametrize("trust", [None, ""])
def test_an_address_without_keys_is_no_installation(trust, tmp_path):
    variables = {
        "FRONTDESK_STATE": str(tmp_path),
        "FRONTDESK_SECRET_KEY": "0" * 32,
        "FRONTDESK_ENVIRONMENT": "test",
        "FRONTDESK_RELEASES": "https://releases.example/portals",
        **({} if trust is None else {"FRONTDESK_TRUST": trust}),
    }
    with pytest.raises(SettingsError, match="FRONTDESK_TRUST"):
        read_settings(variables)


def test_what_a_development_bundle_has_left_is_not_served_once_there_are_keys(
    publisher, release_settings, serving_process, clock
):
    publisher.revision(1)
    assert Current(release_settings, clock).snapshot is not None
    shutil.copytree(publisher.bundle, release_settings.state / "fetched")
    current = serving_process(releases="file:///nowhere-at-all")
    assert (current.snapshot, current.refused.code) == (None, "FD812")
