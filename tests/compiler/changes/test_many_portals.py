"""The same change in many brands is one; brands without a change are not looked into."""

from compiler.changes.compare import compare
from compiler.changes.sections import places_of
from compiler.changes.sides import Side
from tests.kitchen import base, tree_of
from tests.states import state

BRANDS = tuple(f"kitchen-{number}" for number in range(12))


def many(changes):
    """The base repository with twelve brands alike, and with some files otherwise."""
    files = {name: data for name, data in base().items() if not name.startswith(("brands/kitchen/", "environments/"))}
    for brand in BRANDS:
        for name, data in base().items():
            if name.startswith("brands/kitchen/"):
                files[name.replace("/kitchen/", f"/{brand}/")] = data
        for extra in ("east", "west"):
            portal = base()["brands/kitchen/portals/main.yaml"].decode().replace("}}", f"}}, path: /{extra}}}")
            files[f"brands/{brand}/portals/{extra}.yaml"] = portal.encode()
    hosts = "".join(f"{brand}: {{main_host: {brand}.localhost}}\n" for brand in BRANDS)
    files["environments/demo.yaml"] = hosts.encode()
    for name, text in changes.items():
        files[name] = text.encode()
    return state(tree_of(files)[0], "many").side


def test_one_line_that_all_brands_share_is_one_change_in_all_their_portals():
    library = "brands/_library/kitchens/brand.yaml"
    brands = {
        f"brands/{brand}/brand.yaml": "extends: _library/kitchens\nname: Kitchen\nlanguages: [en]\n" for brand in BRANDS
    }
    before, after = (many({**brands, library: f"date_format: {form}\n"}) for form in ("yyyy-MM-dd", "dd.MM.yyyy"))
    [change] = compare(before, after)
    assert change.sentence == "dates are written: yyyy-MM-dd → dd.MM.yyyy"
    assert places_of(change) == "same change in 36 portals of 12 brands"
    assert [place.portals for place in change.where] == [("east", "main", "west")] * 12


def test_a_brand_without_a_change_is_never_asked_for():
    before = many({})
    after = many({"brands/kitchen-7/kb/start/welcome.md": "---\ntitle: Hello\nstatus: public\n---\nThis is new.\n"})
    asked = []

    def watched(side):
        def brand(name):
            asked.append(name)
            return side.brand(name)

        return Side(side.root, side.shards, brand, side.environments, side.read)

    changes = compare(watched(before), watched(after))
    assert {change.subject.id for change in changes} == {"welcome"}
    assert set(asked) == {"kitchen-7"}
