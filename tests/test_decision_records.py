"""Decision records stay short, unique and findable, and whoever names one names one that exists."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
FOLDER = DOCS / "decisions"
RECORDS = sorted(file for file in FOLDER.glob("*.md") if file.name != "README.md")
VALIDATION = sorted((DOCS / "validation").glob("*.md"))
NUMBERS = {file.name[:4] for file in RECORDS}
#: One page.
MOST_WORDS = 450

#: How code and settings name a record; four digits alone may be a migration of the journal or an angle.
NAMED = re.compile(r"\b(?:decisions?|records?)(?:/| record | )(0\d{3})\b", re.I)
#: In documents any four digits that begin with a zero are one.
BARE = re.compile(r"(?<![\d.,-])0\d{3}(?![\d.]\d|\d)")

SOURCES = [ROOT / ".ci" / "run", ROOT / "pyproject.toml", ROOT / "hatch_build.py"]
SOURCES += [
    file
    for room in ("src", "bench", "tests")
    for file in (ROOT / room).rglob("*")
    if file.suffix in {".py", ".toml", ".md", ".js", ".css", ".svg"}
    and "out" not in file.relative_to(ROOT).parts
    and file != Path(__file__)
]
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]


def strangers(text: str, pattern: re.Pattern[str]) -> set[str]:
    """Numbers of records that a text names and that do not exist."""
    return {found.group(pattern.groups) for found in pattern.finditer(text)} - NUMBERS


def test_there_are_records_and_each_has_a_number_of_its_own() -> None:
    assert RECORDS
    assert [number for number, times in Counter(file.name[:4] for file in RECORDS).items() if times > 1] == []


@pytest.mark.parametrize("file", RECORDS, ids=lambda f: f.name[:4])
def test_a_record_is_headed_by_its_number_and_has_status_and_date(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert re.match(rf"# {file.name[:4]}: \S", text)
    assert len(re.findall(r"^# ", text, re.M)) == 1
    assert re.search(r"^Status: (?:accepted|rejected)\b.*\b\d{4}-\d\d-\d\d", text, re.M)


@pytest.mark.parametrize("file", RECORDS, ids=lambda f: f.name[:4])
def test_a_record_fits_on_a_page_and_says_context_decision_why_and_consequences(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)", text, re.M) == ["Context", "Decision", "Why", "Consequences"]
    assert len(text.split()) <= MOST_WORDS


def test_the_list_of_records_has_each_of_them_with_its_title() -> None:
    rows = re.findall(r"^\| \[(\d{4})\]\((\S+)\) \| ([^|(]*)", (FOLDER / "README.md").read_text(encoding="utf-8"), re.M)
    titles = {file.name: file.read_text(encoding="utf-8").split("\n")[0][8:] for file in RECORDS}
    assert [(number, name, title.strip()) for number, name, title in rows] == [
        (file.name[:4], file.name, titles[file.name]) for file in RECORDS
    ]


def test_the_list_of_validation_has_each_of_its_pages() -> None:
    pages = (DOCS / "validation" / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| \[[^\]]+\]\((\S+)\)", pages, re.M)
    assert sorted(listed) == [file.name for file in VALIDATION if file.name != "README.md"]


@pytest.mark.parametrize("file", [*RECORDS, *VALIDATION], ids=lambda f: f.name)
def test_a_link_to_a_part_of_a_page_finds_its_heading(file: Path) -> None:
    for page, part in re.findall(r"\]\((?!https?:)([^)#]*)#([^)]+)\)", file.read_text(encoding="utf-8")):
        aim = file.parent / page if page else file
        headings = re.findall(r"^#+ (.*)", aim.read_text(encoding="utf-8"), re.M)
        assert part in {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}, page


def test_every_record_that_a_document_names_exists() -> None:
    wrong = {file.name: found for file in DOCUMENTS if (found := strangers(file.read_text(encoding="utf-8"), BARE))}
    assert wrong == {}


def test_every_record_that_code_or_settings_name_exists() -> None:
    named = {file: NAMED.findall(file.read_text(encoding="utf-8")) for file in SOURCES}
    assert {str(file.relative_to(ROOT)): missing for file in named if (missing := set(named[file]) - NUMBERS)} == {}
    assert {"0003", "0010", "0035"} <= {number for found in named.values() for number in found}


@pytest.mark.parametrize("said", ["see decision 0099", "(docs/decisions/0099)", "decision record 0099", "Record 0099"])
def test_a_reference_is_found_however_it_is_written(said: str) -> None:
    assert strangers(said, NAMED) == {"0099"}
    assert strangers(said, BARE) == {"0099"}


def test_numbers_that_are_no_references_are_left_alone() -> None:
    assert strangers("off by 0.0099, 2026-0099, 10.0099 or 40099", BARE) == set()
    assert strangers('down_revision = "0099"', NAMED) == set()
