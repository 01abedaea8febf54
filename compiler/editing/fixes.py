"""Mending what can be mended safely: edits that findings carry and that keep the meaning, and missing numbers.

A mend is kept only when the compiler, asked again, reads the file as well as it did before.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from compiler.compile import Compiled
from compiler.diagnostic import Diagnostic
from compiler.editing.edits import Changes, edit_all, merged, with_changes
from compiler.editing.numbers import with_numbers
from compiler.link import Linked
from compiler.read import SourceTree

_ROUNDS = 5
"""Mending one thing can uncover another; that ends somewhere."""

Compile = Callable[[SourceTree], Compiled]
Resolve = Callable[[SourceTree], Linked]


@dataclass(frozen=True, slots=True)
class Fixed:
    """Files that mending changes, and what was found in the end."""

    changes: Changes
    compiled: Compiled
    tree: SourceTree


def fixed(tree: SourceTree, compile_one: Compile, resolve_one: Resolve) -> Fixed:
    """Mend a tree as far as that is safe."""
    changes: Changes = {}
    now, compiled = tree, compile_one(tree)
    spoilt: set[str] = set()  # files in which a mend made something worse
    for _ in range(_ROUNDS):
        step = _step(now, compiled, resolve_one(now), spoilt)
        if not step:
            break
        then = with_changes(now, step)
        recompiled = compile_one(then)
        worse = {item.span.file for item in _new_errors(compiled, recompiled)}
        if worse:
            spoilt |= set(step) if not worse & set(step) else worse
            continue
        changes, now, compiled = merged(tree, changes, step), then, recompiled
    return Fixed(changes, compiled, now)


def _step(tree: SourceTree, compiled: Compiled, linked: Linked, spoilt: set[str]) -> Changes:
    edits = [
        edit
        for item in compiled.diagnostics
        if item.suggestion is not None and item.suggestion.certainty == "safe"
        for edit in item.suggestion.edits
    ]
    step = {**edit_all(tree, edits), **with_numbers(linked)}
    return {file: data for file, data in merged(tree, {}, step).items() if file not in spoilt}


def _new_errors(before: Compiled, after: Compiled) -> list[Diagnostic]:
    """Errors of reading and shape that were not there before; errors of later passes may only have been hidden."""
    known = Counter((item.code, item.span.file) for item in before.diagnostics)
    fresh = []
    for item in after.diagnostics:
        if known[item.code, item.span.file]:
            known[item.code, item.span.file] -= 1
        elif item.severity == "error" and item.code < "FD2":
            fresh.append(item)
    return fresh
