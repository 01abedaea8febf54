"""What a process is told by its environment, and what it refuses."""

import pytest

from runtime.settings import SettingsError, read_settings

TOLD = {
    "FRONTDESK_STATE": "state",
    "FRONTDESK_BUNDLE": "bundle",
    "FRONTDESK_ENVIRONMENT": "test",
    "FRONTDESK_SECRET_KEY": "a-key-of-thirty-two-letters-or-so-0123",
}


def test_what_is_set_and_empty_says_nothing():
    empty = {f"FRONTDESK_{name}": "" for name in ("SCHEME", "SMTP_HOST", "ATTACHMENTS_URL", "DATABASE_URL")}
    assert read_settings({**TOLD, **empty}) == read_settings(TOLD)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("FRONTDESK_SECRET_KEY", "short", "at least 32 characters"),
        ("FRONTDESK_SCHEME", "gopher", "http or https"),
        ("FRONTDESK_RELEASES", "s3://releases", "both set"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_its_name(name, value, said):
    with pytest.raises(SettingsError, match=said) as refused:
        read_settings({**TOLD, name: value})
    assert name in str(refused.value)


def test_a_bucket_for_files_needs_an_endpoint_that_is_one():
    bucket = {**TOLD, "FRONTDESK_ATTACHMENTS_URL": "s3://files/acme"}
    assert read_settings({**bucket, "AWS_ENDPOINT_URL": ""}).attachments_url == "s3://files/acme"
    with pytest.raises(SettingsError, match="FRONTDESK_ATTACHMENTS_URL is a bucket, but AWS_ENDPOINT_URL is no web"):
        read_settings({**bucket, "AWS_ENDPOINT_URL": "nonsense"})
    assert read_settings({**TOLD, "AWS_ENDPOINT_URL": "nonsense"}).attachments_url == ""
