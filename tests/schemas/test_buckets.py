"""Variables for a bucket, as workflows, shells and pasted keys leave them."""

import pytest

from schemas.buckets import objection, unsaid

GOOD = {"AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "AKIA1", "AWS_SECRET_ACCESS_KEY": "ab/c+d="}


def test_what_is_empty_says_nothing():
    given = {**GOOD, "AWS_ENDPOINT_URL": "", "AWS_SESSION_TOKEN": " ", "HOME": ""}
    assert unsaid(given) == ("AWS_ENDPOINT_URL", "AWS_SESSION_TOKEN")
    assert objection(given) is None


@pytest.mark.parametrize("value", ["https://s3.example", "http://127.0.0.1:9000/", "http://[::1]:9000", "HTTPS://s3"])
def test_a_web_address_is_an_endpoint(value):
    assert objection({**GOOD, "AWS_ENDPOINT_URL": value}) is None


@pytest.mark.parametrize(
    "value",
    [
        "nonsense",
        "http://",
        "ftp://s3.example",
        "http://a b",
        "http://[::1",
        "http://s3:99999",
        "http://s3 ",
        "http://é",
    ],
)
@pytest.mark.parametrize("name", ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT"])
def test_anything_else_is_none_and_is_shown(name, value):
    assert objection({**GOOD, name: value}) == f"{name} is no web address such as https://s3.example: {value!r}"


def test_a_secret_is_never_shown():
    for given in ({"AWS_SECRET_ACCESS_KEY": "hush\n"}, {"AWS_ENDPOINT_URL": "http://me:hush@ s3"}):
        said = objection({**GOOD, **given})
        assert said is not None
        assert "hush" not in said
