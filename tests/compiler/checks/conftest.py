"""What tests of checks start from: a small sound repository, and what is found when files of it are changed."""

import pytest

from compiler.blobs import CountingBlobs
from compiler.compile import compile_tree
from compiler.read import read_folder

BASE = {
    "frontdesk.yaml": "version: 1\n",
    "brands/_organization/members.yaml": """\
jin: {name: Jin, email: jin@k.example}
mina: {name: Mina, email: mina@k.example}
""",
    "brands/kitchen/brand.yaml": "name: Kitchen\nlanguages: [en, ko]\ndefault_language: en\n",
    "brands/kitchen/inquiry_types.yaml": "- {id: question, name: {en: Question, ko: 질문}, form: question}\n",
    "brands/kitchen/forms/question.yaml": "fields: []\n",
    "brands/kitchen/agents.yaml": "jin: {role: admin}\nmina: {}\n",
    "brands/kitchen/groups.yaml": "support: {name: {en: Support, ko: 지원}, agents: [jin, mina]}\n",
    "brands/kitchen/mail/sender.yaml": "{name: {en: Kitchen, ko: 키친}, address: help@k.example}\n",
}


@pytest.fixture
def compiled(repository):
    """Compile the base with some files added or replaced; `None` takes one away."""

    def go(changes):
        files = {name: text for name, text in {**BASE, **changes}.items() if text is not None}
        tree, findings = read_folder(repository(files))
        return compile_tree(tree, findings, CountingBlobs())

    return go


@pytest.fixture
def found(compiled):
    """The findings of one family of codes, as `code file:line:column message`."""

    def go(changes, codes="FD5"):
        return [
            f"{item.code} {item.span.file.rpartition('/')[2]}:{item.span.line}:{item.span.column} {item.message}"
            for item in compiled(changes).diagnostics
            if item.code.startswith(codes)
        ]

    return go
