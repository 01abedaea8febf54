"""What a release costs a process follows what changed and what is visited, not how many brands there are."""

import pytest

from runtime.release.brand import BrandContents
from runtime.release.contents import Release
from runtime.release.source import BundleFolder

LIGHT = {"source", "id", "shard_digest", "bindings", "outline", "agents", "events"}
PORTAL = (
    "enabled: true\naddress: {{host: {{binding: host}}, path: {path}}}\n"
    "profile: {{name: Help, logo: assets/logo.png, favicon: assets/logo.png}}\ndesign: {{theme: plain}}\n"
    "footer: {{text: Bolt}}\nshow: {{inquiries: false}}\n"
)
LINKED = {
    "brands/acme/kb/start/first.md": "---\ntitle: First\nstatus: public\n---\nAsk [the others](portal:bolt/main).\n"
}


def page(current) -> str:
    place = current.snapshot.release.place_named("acme", "main")
    return current.snapshot.page(place, "/en/articles/first").plain.decode()


def read_of(brand: BrandContents) -> set[str]:
    """What a process keeps of a brand."""
    return set(vars(brand))


def test_a_page_that_links_to_a_portal_of_another_brand_follows_when_that_moves(publisher, start):
    publisher.publish(LINKED)
    current = start()
    assert 'href="https://help.bolt.example/en/"' in page(current)
    publisher.publish({"brands/bolt/portals/main.yaml": PORTAL.format(path="/moved")})
    current.poll()
    assert current.refused is None
    assert 'href="https://help.bolt.example/moved/en/"' in page(current)


def test_a_page_that_links_to_a_portal_of_another_brand_stays_when_an_article_there_changes(publisher, start):
    publisher.publish(LINKED)
    current = start()
    files = current.snapshot.files
    publisher.revision(2, "bolt")
    current.poll()
    assert current.snapshot.built == 1
    assert sum(current.snapshot.files[name] is file for name, file in files.items()) <= 1


def test_a_value_of_an_environment_builds_the_pages_of_its_brand_only(publisher, start):
    publisher.publish()
    current = start()
    hosts = publisher.files["environments/test.yaml"]
    publisher.publish({"environments/test.yaml": hosts.replace("help.bolt.example", "support.bolt.example")})
    current.poll()
    assert current.snapshot.release.find("support.bolt.example", "/en/") is not None
    assert (current.snapshot.built, current.snapshot.reused) == (1, 1)


def test_a_release_takes_over_the_brands_that_are_the_same(publisher, start):
    publisher.revision(1)
    current = start()
    before = current.snapshot.release.brands
    publisher.revision(2)
    current.poll()
    after = current.snapshot.release.brands
    assert after["bolt"] is before["bolt"]
    assert after["acme"] is not before["acme"]


def test_what_activation_read_of_brands_is_let_go_and_what_is_visited_is_kept(publisher, start):
    publisher.publish()
    release = start().snapshot.release
    assert all(read_of(brand) <= LIGHT for brand in release.brands.values())
    place = release.find("help.acme.example", "/en/")
    assert place is not None
    assert place.portal.enabled
    release.forget()
    assert read_of(release.brands["acme"]) > LIGHT - {"agents", "events"}
    assert "portals" in read_of(release.brands["acme"])
    assert read_of(release.brands["bolt"]) <= LIGHT


ONE_HOST = {
    f"brands/acme/portals/{name}.yaml": PORTAL.format(path=path)
    for name, path in {"main": "/", "shop": "/shop", "europe": "/shop/europe"}.items()
}


@pytest.mark.parametrize(
    ("path", "portal"),
    {
        "/": "main", "/en/": "main", "/shop": "shop", "/shop/": "shop", "/shop/en/": "shop", "/shopping": "main",
        "/shop/europe": "europe", "/shop/europe/en/articles/first": "europe", "/shop/european/en/": "shop",
        "//": "main", f"/{'a/' * 1500}": "main", "/shop//europe": "shop",
    }.items(),
)  # fmt: skip
def test_the_portal_with_the_longest_path_answers(publisher, path, portal):
    publisher.publish(ONE_HOST)
    release = Release(BundleFolder(publisher.bundle), publisher.roots[-1], "test")
    found = release.find("help.acme.example", path)
    assert found is not None
    assert found.portal.id == portal
    assert release.find("help.bolt.example", "/en/").brand.id == "bolt"
    assert release.find("nobody.example", path) is None
    assert {place.key for place in release.at_host("help.acme.example")} == {f"acme/{name}" for name in
                                                                              ("main", "shop", "europe")}  # fmt: skip


def test_brands_are_found_by_host_and_by_who_works_for_them(world):
    release = world.current.snapshot.release
    assert {brand.id for brand in release.brands_of("jin")} == {"north", "south"}
    assert [brand.id for brand in release.brands_of("kim")] == ["north"]
    assert list(release.brands_of("nobody")) == []
    for place in release.places:
        assert place.brand in list(release.brands_at(place.host))
