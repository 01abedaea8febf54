"""A repository that `frontdesk init` made, bare as a host keeps it, its workflows, and a machine that runs them."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from frontdesk.cli import main
from tests.pipeline.actions import Host, Repository, Runner, Workflow

BILLING = "- {id: billing, name: Billing, form: question, group: support}\n"


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `frontdesk init` writes, with one inquiry type more, committed."""
    folder = tmp_path_factory.mktemp("started") / "shop"
    done = CliRunner().invoke(main, ["init", str(folder)])
    assert done.exit_code == 0, done.output
    types = folder / "brands/shop/inquiry_types.yaml"
    types.write_text(types.read_text() + BILLING)
    assert CliRunner().invoke(main, ["snapshot", str(folder)]).exit_code == 0
    repository = Repository(folder)
    repository.git("init", "-q", "-b", "main")
    repository.git("add", "-A")
    repository.git("commit", "-qm", "begin")
    return folder


@pytest.fixture
def repository(started: Path, tmp_path: Path) -> Repository:
    """The bare repository."""
    bare = tmp_path / "support.git"
    Repository(tmp_path).git("clone", "-q", "--bare", str(started), str(bare))
    return Repository(bare)


@pytest.fixture
def work(repository: Repository, tmp_path: Path) -> Path:
    """A clone of it."""
    return repository.clone(tmp_path / "work")


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path / "host")


@pytest.fixture
def runner(work: Path, host: Host) -> Runner:
    return Runner(work, host, {})


@pytest.fixture
def workflow(started: Path):
    """A workflow of the new repository by its name."""
    return lambda name: Workflow(started / f".github/workflows/{name}.yml")
