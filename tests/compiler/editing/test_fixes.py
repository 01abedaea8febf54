"""What is mended safely: switch words, numbers for the Open API, and nothing that would be a guess."""

from compiler.blobs import CountingBlobs
from compiler.compile import Compiled, compile_tree, resolve
from compiler.diagnostic import Edit, Rule, Suggestion, found
from compiler.editing.fixes import fixed
from compiler.span import Span
from tests.kitchen import base, tree_of


def mended(**changes: str):
    files = {**base(), **{f"brands/kitchen/{name}": text.encode() for name, text in changes.items()}}
    tree = tree_of(files)[0]
    return fixed(tree, lambda one: compile_tree(one, (), CountingBlobs()), lambda one: resolve(one)[0])


def test_a_repository_without_findings_does_not_change():
    assert mended().changes == {}


def test_switch_words_are_mended_and_comments_stay():
    result = mended(**{"fields/a.yaml": "type: text\nlabel: {en: no}   # a short answer\n"})
    assert result.changes == {"brands/kitchen/fields/a.yaml": b'type: text\nlabel: {en: "no"}   # a short answer\n'}


def test_what_is_only_likely_stays():
    result = mended(**{"fields/a.yaml": "typ: text\nlabel: A\n"})
    assert result.changes == {}
    assert result.compiled.diagnostics


def test_numbers_are_given_in_the_order_of_the_files_and_kept():
    lock = "brands/kitchen/ids.lock.yaml"
    first = mended(**{"open_api.yaml": 'service_key: {secret: "env:KEY"}\nallowed_ips: [203.0.113.7]\n'})
    text = first.changes[lock].decode()
    assert text.splitlines()[1:] == ["next: 103", "inquiry_type:", "  question: 101", "agent:", "  jin: 102"]
    assert not [item for item in first.compiled.diagnostics if item.code == "FD235"]
    types = "- {id: another, name: Another, form: question}\n- {id: question, name: Question, form: question}\n"
    second = mended(
        **{
            "open_api.yaml": 'service_key: {secret: "env:KEY"}\nallowed_ips: [203.0.113.7]\n',
            "ids.lock.yaml": text,
            "inquiry_types.yaml": types,
        }
    )
    assert "question: 101\n  another: 103" in second.changes[lock].decode()


def test_a_mend_that_would_spoil_its_file_is_not_made():
    """A finding whose edit is wrong: the compiler, asked again, cannot read the file any more."""
    tree = tree_of(dict(base()))[0]
    file = "brands/kitchen/groups.yaml"
    bad = found(
        Rule("FD999", "sample", "warning"),
        "sample",
        Span(file, 1, 1, 1, 2),
        suggestion=Suggestion((Edit(Span(file, 1, 1, 1, 2), "[{"),), "safe"),
    )

    def compile_one(one) -> Compiled:
        result = compile_tree(one, (), CountingBlobs())
        return Compiled((*result.diagnostics, bad), result.counts, result.bundle, result.root_digest)

    assert fixed(tree, compile_one, lambda one: resolve(one)[0]).changes == {}
