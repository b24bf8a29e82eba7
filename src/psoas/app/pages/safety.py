"""The page ``/learn/safety``: how psoas decides what is safe, from `psoas.plan.how_it_decides`."""

from __future__ import annotations

from psoas.app.state import AppState
from psoas.app.widgets.elements import Words, bullets, el, link, section
from psoas.app.widgets.grades import heading
from psoas.app.widgets.layout import frame
from psoas.plan.how_it_decides import PlainTable, Section, page_text, sections

#: Columns whose cells need no heading.
_PLAIN = ("closes", "say")


def build(house: AppState) -> None:
    """Build the page with the rules for everybody, not their result for one person."""
    text = page_text()
    with frame("How psoas decides", "learn"):
        heading(text.title, text.lead)
        for each in sections(house.programme):
            _section(each)
        with el("div", "row"):
            link("When to get help", "/help", "btn")
            link("What we know, and what we don't", "/learn/evidence", "btn")


def _section(each: Section) -> None:
    with section(each.heading) as part:
        part.classes("anchored").props["id"] = each.id
        for sentence in each.text:
            Words("p", sentence)
        if each.points:
            bullets(each.points)
        for sentence in each.after:
            Words("p", sentence)
        if each.then:
            bullets(each.then)
        for table in each.tables:
            _table(table, each.heading)


def _table(table: PlainTable, heading_: str) -> None:
    """Build a table; on a phone each row becomes a card whose cells carry their column's name."""
    name = table.caption or heading_
    plain = {page_text().columns[each] for each in _PLAIN}
    if table.caption:
        Words("h3", table.caption)
    with el("div", "tablebox decides", tabindex="0", role="region", aria_label=name), el("table"):
        with el("thead"), el("tr"):
            for column in table.head:
                Words("th", column, scope="col")
        with el("tbody"):
            for first, *others in table.rows:
                with el("tr"):
                    Words("th", first, scope="row")
                    for column, cell in zip(table.head[1:], others, strict=True):
                        Words("td", cell, **({} if column in plain else {"data_label": column}))
