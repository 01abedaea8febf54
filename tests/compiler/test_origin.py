"""Origins: composition by rule, and for every leaf a place where editing it changes that leaf and no other file's."""

import json
import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler.compose import compose
from compiler.diagnostic import Edit
from compiler.documents import parse_tree
from compiler.editing.edits import edited
from compiler.inheritance import layers_of, origin_of
from compiler.origin import nodes
from tests.kitchen import tree_of

PROVE = bool(os.environ.get("FRONTDESK_PROVE"))
EXAMPLES = settings(
    max_examples=5_000 if PROVE else 120, deadline=None, suppress_health_check=list(HealthCheck), derandomize=not PROVE
)
LIBRARY, BASE, CLONE = "brands/_library/lib/portals/a.yaml", "brands/b/portals/a.yaml", "brands/b/portals/c.yaml"
EDITED = 987_654

KEYS = st.sampled_from(["title", "name", "links", "show", "text", "code", "binding", "en"])
SCALARS = st.integers(0, 999) | st.booleans() | st.text("xyz ", min_size=1, max_size=4)


def objects(inner):
    """Objects with ids, as lists of links and buttons are made of."""
    ids = st.sampled_from(["one", "two", "three"])
    return st.lists(
        st.builds(lambda name, rest: {"id": name, **rest}, ids, st.dictionaries(KEYS, inner, max_size=2)), max_size=3
    )


VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3) | objects(inner),
    max_leaves=8,
)
MAPS = st.dictionaries(KEYS, VALUES, max_size=4)


def written(value, depth=0) -> str:
    """A map as YAML, some of it in block and some in flow style, each key of the outer levels on a line of its own."""
    lines = []
    for key, item in value.items():
        if isinstance(item, dict) and item and depth < 2:
            lines.append("  " * depth + f"{key}:\n" + written(item, depth + 1))
        else:
            lines.append("  " * depth + f"{key}: {json.dumps(item)}\n")
    return "".join(lines)


def composed(files):
    tree, _ = tree_of(files)
    documents, findings = parse_tree(tree)
    assert not findings
    return compose(documents)[0]


def repository(library, base, clone):
    return {
        "brands/b/brand.yaml": b"extends: _library/lib\n",
        LIBRARY: written(library).encode() or b"{}\n",
        BASE: written(base).encode() or b"{}\n",
        CLONE: f"extends: a\n{written(clone)}".encode(),
    }


def leaves(value):
    """Every scalar that is not what an item of a list is known by."""
    for path, item in nodes(value):
        if not isinstance(item, dict | tuple) and path[-1] != "id":
            yield path


@EXAMPLES
@given(MAPS, MAPS, MAPS, st.data())
def test_editing_the_place_a_leaf_comes_from_changes_that_leaf(library, base, clone, data):
    files = repository(library, base, clone)
    documents = composed(files)
    file = data.draw(st.sampled_from([BASE, CLONE]))
    before = documents.parsed[file]
    paths = list(leaves(before.value))
    if not paths:
        return
    path = data.draw(st.sampled_from(paths))
    span = layers_of(before, path)[0].span()
    assert span == before.span(path)
    files[span.file], made = edited(files[span.file], [Edit(span, str(EDITED))])
    assert len(made) == 1
    after = composed(files).parsed[file]
    # {code: x} with something else in place of x is another whole value: it is still this leaf that changed.
    assert value_at(after.value, path) == EDITED
    assert {at for at, item in nodes(after.value) if item == EDITED} == {path}


@EXAMPLES
@given(MAPS, MAPS, MAPS)
def test_a_value_is_that_of_the_first_layer_and_the_others_are_what_it_stands_over(library, base, clone):
    documents = composed(repository(library, base, clone))
    for file in (BASE, CLONE):
        for path in leaves(documents.parsed[file].value):
            origin = origin_of(documents, file, path)
            assert origin.value == origin.said.value == value_at(documents.parsed[file].value, path)
            assert not origin.merged
            for said in (origin.said, *origin.overridden):
                assert said.span.file in (LIBRARY, BASE, CLONE)


@EXAMPLES
@given(MAPS, MAPS)
def test_what_a_clone_does_not_say_it_has_from_its_base_and_what_it_says_it_keeps(base, clone):
    value = composed(repository({}, base, clone)).parsed[CLONE].value
    assert set(value) == {*base, *clone}
    for key, item in clone.items():
        if not isinstance(item, dict | list):
            assert value[key] == item
    for key in set(base) - set(clone):
        assert json.dumps(value[key]) == json.dumps(base[key])


@EXAMPLES
@given(MAPS, MAPS, MAPS)
def test_a_clone_of_a_clone_is_what_one_clone_of_both_would_be(library, base, clone):
    three = composed(repository(library, base, clone)).parsed[CLONE].value
    two = composed(repository({}, as_lists(composed(repository(library, base, {})).parsed[BASE].value), clone))
    assert three == two.parsed[CLONE].value


def as_lists(value):
    if isinstance(value, dict):
        return {key: as_lists(item) for key, item in value.items()}
    return [as_lists(item) for item in value] if isinstance(value, tuple) else value


def value_at(value, path):
    for step in path:
        value = value[step]
    return value
