"""The list of every page, which the browser tests walk through, has every page."""

from nicegui import app as nicegui_app

from every_page import pages


def test_the_list_has_every_page_that_the_app_has(client):
    listed = [path.partition("?")[0] for path in pages()]
    routes = [each for each in nicegui_app.routes if hasattr(each, "path_regex")]
    ours = [each for each in routes if not each.path.startswith("/_nicegui") and each.path != "/favicon.ico"]
    assert len(ours) > 20
    assert [each.path for each in ours if not any(each.path_regex.match(path) for path in listed)] == []
