"""How long `check` takes beside linters that read the same YAML files and know nothing of what they mean.

10,000 files from nothing, one file changed, nothing changed; and the memory of 500 brands with 200 files each.
"""

import random
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from bench.measure import Cost, run
from compiler.kinds import locate

BIN = Path(sys.executable).parent
SCHEMAS = Path(__file__).parents[1] / "schemas/json"
FILES_OF_A_BRAND = 200
_WORDS = ("account", "order", "delivery", "refund", "invoice", "oven", "kettle", "warranty", "printer", "update")


@dataclass(frozen=True)
class Checks:
    """CPU seconds of each run; `version` is the start of the command itself."""

    cold: float
    changed: float
    unchanged: float
    version: float
    schemas: float
    lint: float


def measure(folder: Path, files: int = 10_000) -> Checks:
    """Check one repository of so many YAML files cold, changed and unchanged, and give it to the linters."""
    write(folder, files // FILES_OF_A_BRAND)
    # As installed: whatever keeps the interpreter from writing down what it compiled here is not so for an admin.
    installed = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder.with_name("compiled"))}
    check = (BIN / "frontdesk", "check", folder)
    write(folder.with_name("small"), 1)
    run((BIN / "frontdesk", "check", folder.with_name("small")), installed)
    time.sleep(1)
    cold = run(check, installed).cpu
    changed_file = folder / "brands/brand-0/messages/message-0.yaml"
    changed_file.write_text(changed_file.read_text().replace("We got", "We have got"))
    time.sleep(1)  # a file that is too new is looked at again
    changed = run(check, installed).cpu
    unchanged = min(run(check, installed).cpu for _ in range(5))
    version = min(run((BIN / "frontdesk", "--version"), installed).cpu for _ in range(5))
    schemas = _against_schemas(folder)
    lint = run((BIN / "yamllint", "-d", "relaxed", "--no-warnings", folder)).cpu
    shutil.rmtree(folder)
    return Checks(cold, changed, unchanged, version, schemas, lint)


def _against_schemas(folder: Path) -> float:
    """CPU seconds of check-jsonschema with our own schemas: one run for the files of each kind."""
    of_kinds: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*.yaml")):
        located = locate(path.relative_to(folder).as_posix())
        assert located is not None, path
        of_kinds.setdefault(located.kind.name, []).append(str(path))
    seconds = 0.0
    for kind, paths in of_kinds.items():
        names = folder / "names"
        names.write_text("\0".join(paths))
        check = (BIN / "check-jsonschema", "--schemafile", SCHEMAS / f"{kind}.json")
        seconds += run(("xargs", "-0", "-n", "20000", "-a", names, *check)).cpu
    return seconds


def memory(folder: Path, brands: int = 500) -> Cost:
    """One check of many brands from nothing."""
    write(folder, brands)
    cost = run((BIN / "frontdesk", "check", "--no-cache", folder))
    shutil.rmtree(folder)
    return cost


def write(folder: Path, brands: int) -> None:
    """A repository in which nothing is wrong, with 200 YAML files in each brand."""
    names = [f"brand-{number}" for number in range(brands)]
    folder.mkdir(parents=True)
    (folder / "frontdesk.yaml").write_text("version: 1\nenvironments: [bench]\n")
    (folder / "environments").mkdir()
    hosts = "".join(f"{name}: {{main_host: {name}.bench.example}}\n" for name in names)
    (folder / "environments/bench.yaml").write_text(hosts)
    (folder / "brands/_organization").mkdir(parents=True)
    (folder / "brands/_organization/members.yaml").write_text("jin: {name: Jin Kim, email: jin@bench.example}\n")
    chance = random.Random(20260101)
    for name in names:
        for path, text in _brand(chance).items():
            file = folder / "brands" / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        (folder / "brands" / name / "assets").mkdir()
        Image.new("1", (64, 64)).save(folder / "brands" / name / "assets/logo.png")


def _brand(chance: random.Random) -> dict[str, str]:
    """The files of one brand by path."""
    files = {
        "brand.yaml": "name: {en: Bench, ko: 벤치}\nlanguages: [en, ko]\n",
        "bindings.yaml": "main_host: {type: host}\n",
        "agents.yaml": "jin: {role: admin, permissions: [tickets]}\n",
        "groups.yaml": "desk: {name: Desk, agents: [jin]}\n",
        "mail/sender.yaml": "name: Bench\naddress: help@bench.example\n",
        "portals/main.yaml": (
            "enabled: true\naddress:\n  host: {binding: main_host}\n  path: /\n"
            "profile:\n  name: Bench\n  logo: assets/logo.png\n  favicon: assets/logo.png\ndesign:\n  theme: plain\n"
            "show: {knowledge_base: false, faq: false, notices: false, inquiries: true, navigation: true}\n"
            "footer:\n  text: Bench\n  links:\n"
            '    - {id: privacy, label: {en: Privacy, ko: 개인정보}, url: "https://bench.example/privacy"}\n'
        ),
    }
    types, triggers = [], []
    for number in range(60):
        files[f"fields/field_{number}.yaml"] = _field(number, chance)
        files[f"messages/message-{number}.yaml"] = _message(number, chance)
    for number in range(60):
        files[f"forms/form-{number}.yaml"] = _form(number)
        types.append(f"- id: type-{number}\n  name: {{en: Type {number}, ko: 유형 {number}}}\n  form: form-{number}\n")
    for number in range(13):
        triggers = [_trigger(number * 5 + item, chance) for item in range(5)]
        files[f"triggers/{number + 10}-rules.yaml"] = "".join(triggers)
    files["inquiry_types.yaml"] = "".join(types)
    assert len(files) == FILES_OF_A_BRAND, len(files)
    return files


def _field(number: int, chance: random.Random) -> str:
    word = chance.choice(_WORDS)
    options = "".join(
        f"  - id: option-{item}\n    label: {{en: {word} {item}, ko: 선택 {item}}}\n" for item in range(8)
    )
    return (
        f"type: dropdown\nlabel:\n  en: Which {word}, {number}\n  ko: 어느 것 {number}\n"
        f"notice:\n  en: It is written on your {word}.\n  ko: 상자에 적혀 있습니다.\noptions:\n{options}"
    )


def _form(number: int) -> str:
    return (
        f"fields:\n  - field: field_{number}\n  - field: field_{(number + 1) % 60}\n    required: true\n"
        f"  - field: field_{(number + 2) % 60}\n    when:\n      all:\n"
        f"        - {{if: field_{number}, is: option-1}}\n"
    )


def _message(number: int, chance: random.Random) -> str:
    words = " ".join(chance.choice(_WORDS) for _ in range(60))
    return (
        f'subject:\n  en: "We got your inquiry {number}: #{{ticket.id}}"\n  ko: "접수 {number}: #{{ticket.id}}"\n'
        f"body:\n  en: |\n    <p>Dear customer,</p>\n    <p>{words}</p>\n"
        f"  ko: |\n    <p>안녕하세요,</p>\n    <p>{words}</p>\n"
    )


def _trigger(number: int, chance: random.Random) -> str:
    word = chance.choice(_WORDS)
    return (
        f"- id: rule-{number}\n  title: Answer what is said of {word} {number}\n  events: [created]\n  all:\n"
        f"    - {{if: inquiry_type, is: type-{number % 60}}}\n    - {{if: title, contains: {word} {number}}}\n"
        f"  then:\n    - {{do: mail, to: [customer], message: message-{number % 60}}}\n"
    )
