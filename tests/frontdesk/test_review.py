"""`frontdesk diff --format html`: a page for reviewers, from two states of a repository in git."""

import subprocess

import pytest
from click.testing import CliRunner

from frontdesk.cli import main
from tests.kitchen import changed


@pytest.fixture
def kitchen(tmp_path):
    for name, data in changed({}).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "A kitchen"]):
        who = ["-c", "user.name=Jin", "-c", "user.email=jin@kitchen.example"]
        subprocess.run(["git", *who, *command], cwd=tmp_path, check=True)
    return tmp_path


def reviewed(kitchen, *options):
    return CliRunner().invoke(main, ["diff", "HEAD", "-C", str(kitchen), "--format", "html", *options])


def test_the_page_is_written_and_a_line_says_what_is_on_it(kitchen, tmp_path):
    article = kitchen / "brands/kitchen/kb/start/welcome.md"
    article.write_text(article.read_text().replace("where to begin", "where to start"))
    page = kitchen / "review.html"
    result = reviewed(kitchen, "-o", str(page), "--pictures", "0")
    assert result.exit_code == 1
    assert result.stderr == f"{page}: 1 change, 1 page, 0 pictured, 0.0 MB\n"
    assert result.stdout == ""
    text = page.read_text()
    assert "<!doctype html>" in text
    assert "This is where to start." in text
    assert 'Article “<bdi lang="en">Welcome</bdi>”' in text


def test_two_equal_states_have_a_page_that_says_so(kitchen):
    result = reviewed(kitchen)
    assert result.exit_code == 0
    assert "nothing changes for anybody" in result.stdout
    assert result.stderr == "review: no difference\n"


def test_a_change_no_customer_sees_has_no_pages(kitchen):
    (kitchen / "brands/kitchen/groups.yaml").write_text("support: {name: Second line, agents: [jin]}\n")
    result = reviewed(kitchen)
    assert result.exit_code == 1
    assert "0 pages, 0 pictured" in result.stderr
    assert 'id="pages"' not in result.stdout


def test_the_translation_of_brands_that_changed_is_drawn_as_a_map(kitchen):
    (kitchen / "brands/kitchen/brand.yaml").write_text("name: {en: Kitchen, ko: 주방}\nlanguages: [en, ko]\n")
    result = reviewed(kitchen, "--pictures", "0")
    assert '<td class="cell h' in result.stdout
    assert "kb/start/welcome.md" in result.stdout


def test_a_brand_that_only_gets_another_address_is_compared_though_its_files_are_as_they_were(kitchen):
    reviewed(kitchen)  # what the brand became is remembered from here on
    (kitchen / "environments/demo.yaml").write_text("kitchen: {main_host: other.localhost}\n")
    result = reviewed(kitchen, "--pictures", "0")
    assert result.exit_code == 1
    assert "5 pages" in result.stderr
    assert "https://other.localhost/en/" in result.stdout


@pytest.mark.parametrize("number", ["-1", "501", "many"])
def test_a_number_of_pictures_that_makes_no_sense_is_refused(kitchen, number):
    result = reviewed(kitchen, "--pictures", number)
    assert result.exit_code == 2
    assert "--pictures" in result.output
