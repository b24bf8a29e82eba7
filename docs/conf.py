"""How the site is built: ``uv run --group docs sphinx-build -W --keep-going docs docs/_build/html``."""

import sys
from dataclasses import is_dataclass
from pathlib import Path
from types import GenericAlias

from sphinx.application import Sphinx

from psoas import __version__

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

project = "psoas"
author = "the psoas contributors"
release = __version__
language = "en"

extensions = [
    "sphinx.ext.autodoc",
    "numpydoc",
    "myst_parser",
    "docs.extensions.api_pages",
    "docs.extensions.command_page",
    "docs.extensions.exercise_page",
    "docs.extensions.offline",
    "docs.extensions.code_host",
]
exclude_patterns = ["_build"]

# Pages are read on a code host, too: plain Markdown, with anchors for headings as it makes them there.
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]

autosummary_generate = False  # comes with numpydoc; docs/extensions/api_pages.py writes the pages
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_inherit_docstrings = False
python_use_unqualified_type_names = True
maximum_signature_line_length = 100
# The attributes of a class stand in its docstring: listed once more they would be there twice.
numpydoc_show_class_members = False
numpydoc_xref_param_type = False

# A name in backticks that begins with psoas must be in the reference; whatever else is named there is not looked up.
default_role = "py:obj"
nitpicky = True
nitpick_ignore_regex = [
    (r"py:.*", r"(?!psoas\.).*"),
    (r"py:.*", r"psoas\.(app|cli|report|desk)\b.*"),
    (r"py:.*", r"psoas\..*\.(_\w+|[A-Z]|Model)"),  # private bases and type variables
]
suppress_warnings = ["ref.python"]  # two rooms may use the same short name

html_theme = "pydata_sphinx_theme"
html_title = "psoas"
html_static_path = ["_static"]
html_css_files = ["site.css"]
#: These pages have no others below them: what would stand beside them is empty.
ALONE = (
    "index",
    "guide",
    "developers",
    "contributing",
    "what-one-camera-sees",
    "how-psoas-decides",
    "threat-model",
    "security",
)
html_sidebars = {name: [] for name in ALONE}
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_theme_options = {
    "logo": {"text": "psoas"},
    "navbar_end": ["theme-switcher"],
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": [],
    "footer_end": [],
    "show_prev_next": True,
    "collapse_navigation": True,
    "header_links_before_dropdown": 5,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
html_context = {"default_mode": "auto"}


def _skip(_app: object, _what: str, _name: str, member: object, skip: bool, _options: object) -> bool | None:
    """Leave out short names for tuples of any length or with records in them, whose signature numpydoc cannot write."""
    if isinstance(member, GenericAlias) and any(each is Ellipsis or is_dataclass(each) for each in member.__args__):
        return True
    return None


def setup(app: Sphinx) -> None:
    """Connect what is said above."""
    app.connect("autodoc-skip-member", _skip)
