"""The built site: nothing from elsewhere, and every page of docs/ in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from docs.extensions.code_host import for_the_site
from docs.extensions.offline import remote_assets, remote_in

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
#: A page with it still opens at once.
MOST_BYTES = 1_500_000


@pytest.fixture(scope="module")
def site() -> Path:
    built = DOCS / "_build" / "html"
    if not (built / "index.html").exists():
        pytest.skip("the site is not built: uv run --group docs sphinx-build -W --keep-going docs docs/_build/html")
    return built


def test_no_page_style_or_script_loads_anything_from_elsewhere(site: Path) -> None:
    assert list(remote_assets(site)) == []


def test_every_page_of_the_folder_is_in_the_site(site: Path) -> None:
    pages = [page for page in DOCS.rglob("*.md") if "_build" not in page.parts]
    assert [page for page in pages if not (site / page.relative_to(DOCS)).with_suffix(".html").exists()] == []


def test_the_reference_has_every_public_room(site: Path) -> None:
    for name in ("coach.coach", "body.angles", "tracking.online", "programme.catalogue", "plan.today", "journal.store"):
        assert (site / "reference" / "api" / f"psoas.{name}.html").exists(), name


def test_the_animated_picture_is_short_and_small() -> None:
    file = DOCS / "pictures" / "session.webp"
    with Image.open(file) as picture:
        assert 20 < getattr(picture, "n_frames", 1) < 200
    assert file.stat().st_size <= MOST_BYTES


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("script.html", '<script src="https://cdn.example/a.js"></script>'),
        ("style.html", '<link rel="stylesheet" href="//fonts.example/css">'),
        ("connect.html", '<link rel="preconnect" href="https://fonts.example">'),
        ("picture.html", '<img alt="" src="a.png" srcset="https://cdn.example/b.png 2x">'),
        ("inline.html", "<style>@import 'https://fonts.example/css';</style>"),
        ("worker.html", "<script>import('https://cdn.example/a.mjs')</script>"),
        ("font.css", "@font-face { src: url(https://fonts.example/a.woff2); }"),
        ("fetch.js", 'fetch("https://api.example/x")'),
    ],
)
def test_what_a_page_loads_from_elsewhere_is_found(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    assert len(remote_in(file)) == 1


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://example.org">a link</a>',
        '<link rel="canonical" href="https://example.org">',
        "<pre>fetch('https://example.org')</pre>",
        '<script src="_static/a.js"></script>',
    ],
)
def test_a_link_or_a_text_loads_nothing(tmp_path: Path, text: str) -> None:
    file = tmp_path / "page.html"
    file.write_text(text, encoding="utf-8")
    assert remote_in(file) == []


def test_a_link_out_of_the_folder_becomes_a_name_and_one_to_a_page_stays() -> None:
    page = DOCS / "howto" / "many-recordings.md"
    assert for_the_site("[tests](../../tests/conftest.py)", page) == "tests (`tests/conftest.py`)"
    assert for_the_site("[`tests/conftest.py`](../../tests/conftest.py)", page) == "`tests/conftest.py`"
    assert for_the_site("[how](../../CONTRIBUTING.md#x)", page) == "[how](../contributing.md#x)"
    assert for_the_site("[guide](../guide.md) [web](https://example.org)", page).count("](") == 2
