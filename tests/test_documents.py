"""What the documents promise is there."""

import re
from pathlib import Path

import pytest

from docs.extensions.command_page import commands
from psoas.analysis.comparison import (
    ComparisonItem,
    CourseItem,
    DifferenceItem,
    EstimateItem,
    LoadItem,
    MiddleItem,
    RepLoadItem,
    SideItem,
    SideLoadItem,
    TrendItem,
)
from psoas.analysis.result import Contract, RepItem
from psoas.plan.screening import facts

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def examples(file: Path) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", file.read_text(encoding="utf-8"), re.M | re.S)


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda f: f.name)
def test_what_a_python_example_imports_exists(file: Path) -> None:
    for example in examples(file):
        compile(example, file.name, "exec")
        exec("\n".join(line for line in example.splitlines() if line.startswith(("from ", "import "))), {})


def test_the_readme_has_an_example_for_python() -> None:
    assert len(examples(ROOT / "README.md")) == 1


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda f: f.name)
def test_links_between_documents_lead_somewhere(file: Path) -> None:
    links = re.findall(r"\[[^\]]*\]\((?!https?:|project:|#)([^)#]+)(?:#[^)]*)?\)", file.read_text(encoding="utf-8"))
    assert [link for link in links if not (file.parent / link).exists()] == []


def test_the_readme_starts_psoas_with_one_command_and_checks_it_with_another() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"(?:^    .*\n)+", text, re.M)[0] == "    uv run psoas\n"
    assert "## Check that it works here\n\n    uv run pytest\n\n" in text


def test_a_command_that_a_document_shows_exists() -> None:
    known = {command.removeprefix("psoas ") for command in commands()}
    for file in DOCUMENTS:
        shown = re.findall(r"(?:^    (?:uv run )?|`)psoas ([a-z]+)\b", file.read_text(encoding="utf-8"), re.M)
        assert set(shown) <= known, file.name


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda f: f.name)
def test_an_anchor_in_a_link_is_a_heading_of_that_page(file: Path) -> None:
    for link, anchor in re.findall(r"\]\((?!https?:)([^)#]*)#([^)]+)\)", file.read_text(encoding="utf-8")):
        page = (file.parent / link) if link else file
        headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
        assert anchor in {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}, f"{link}#{anchor}"


def test_no_document_holds_the_path_of_a_machine_or_the_address_of_an_index() -> None:
    for file in [*DOCUMENTS, ROOT / "constraints.txt", ROOT / "pyproject.toml", ROOT / ".ci" / "run"]:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"/(work|root|tmp|home|Users)/|index-url|/simple\b", text), file.name


def test_the_json_of_analyze_is_documented_field_by_field() -> None:
    text = (ROOT / "docs" / "analyze-json.md").read_text(encoding="utf-8")
    models = (Contract, RepItem, ComparisonItem, SideItem, MiddleItem, DifferenceItem, TrendItem, CourseItem)
    models += (LoadItem, SideLoadItem, EstimateItem, RepLoadItem)
    names = {field.alias or name for model in models for name, field in model.model_fields.items()}
    assert {name for name in names if f"`{name}`" not in text} == set()


@pytest.mark.parametrize("name", ["README.md", "docs/guide.md"])
def test_the_warning_signs_in_a_document_are_those_of_the_one_file(name: str) -> None:
    signs = [fact.text[0].lower() + fact.text[1:] for fact in facts().values() if fact.outcome == "emergency"]
    sentence = f"Stop and get help at once for any of these: {'; '.join(signs)}."
    assert sentence in " ".join((ROOT / name).read_text(encoding="utf-8").split())


#: Words that name a warning sign. Stretches and the massage have their own reasons to stop, beside their movement.
SIGNS = re.compile(r"chest pain|bladder|bowel|between (?:the|my|your) legs|losing strength|foot getting weaker", re.I)
OTHER_REASONS = ("screening.toml", "evidence.toml")  # the second tells what is known of the gut
SOURCES = [*(ROOT / "src/psoas/app").glob("*.py"), *(ROOT / "src/psoas").glob("cli*.py")]
SOURCES += [file for file in (ROOT / "src/psoas/programme").glob("*.toml") if file.name not in OTHER_REASONS]


@pytest.mark.parametrize("file", SOURCES, ids=lambda f: f.name)
def test_no_other_file_has_a_list_of_warning_signs_of_its_own(file: Path) -> None:
    said = file.read_text(encoding="utf-8")
    assert [found.group() for found in SIGNS.finditer(said)] == []
