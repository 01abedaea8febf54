import pytest

from schemas.outbound import is_encrypted, refusal


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.acme.example/t",
        "https://hooks.acme.example:8443/t?x=1",
        "http://203.0.114.7/hook",
        "https://[2606:4700::1111]/dns",
        "https://xn--bcher-kva.example/",
    ],
)
def test_addresses_of_the_open_internet_may_be_called(url):
    assert refusal(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://0x7f.1/",
        "http://0/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://172.16.0.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://[::1]/",
        "http://[::]/",
        "http://[fe80::1%25eth0]/",
        "http://[fd00::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[2002:7f00:1::]/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://db.internal/",
        "http://printer.local/",
        "http://intranet/",
        "https://a.localhost/",
    ],
)
def test_addresses_inside_a_network_may_not_be_called_however_they_are_spelt(url):
    """NHN-064: a call-back address that leads into our own network is refused."""
    assert refusal(url) is not None


@pytest.mark.parametrize(
    "url",
    [
        "ftp://acme.example/",
        "https://",
        "https://u:p@acme.example/",
        "https://acme.example@10.0.0.1/",
        "https://acme.example:22/",
        "https://acme.example:99999/",
        "https://[::1/",
        "https://a..example/",
        "https://a b.example/",
    ],
)
def test_what_is_no_plain_web_address_may_not_be_called(url):
    assert refusal(url) is not None


def test_only_https_cannot_be_read_on_the_way():
    assert is_encrypted("https://a.example")
    assert not is_encrypted("http://a.example")
