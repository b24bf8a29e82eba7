"""The still pictures, and the page whose layers are switched."""

import re
from collections import Counter
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest

import psoas.app
from psoas.app.widgets.layout import ASSETS
from psoas.app.widgets.pictures import drawing, picture_of
from psoas.journal.answers import Screening
from psoas.plan.screening import why_closed
from psoas.programme.learning import Anatomy, anatomy
from psoas.programme.reading import CatalogueError, parse, read_text

DRAWINGS = sorted((Path(psoas.app.__path__[0]) / "drawings").glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"
LAYERS = {part.id for part in anatomy().parts}


def text_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(unescape(answer.text))


@pytest.mark.parametrize("file", DRAWINGS, ids=lambda f: f.stem)
def test_a_drawing_is_whole_has_no_script_and_fetches_nothing(file):
    root = ElementTree.fromstring(drawing(file.stem))
    assert root.tag == f"{SVG}svg" and root.get("viewBox")
    assert {element.tag for element in root.iter()}.isdisjoint({f"{SVG}script", f"{SVG}image", f"{SVG}style"})
    for element in root.iter():
        assert not any(name.startswith("on") for name in element.attrib)
        assert element.get("href", "#").startswith("#")
    assert not re.search(r"url\((?!#)", file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["gentle-contact", "sitting"])
def test_a_drawing_that_stands_alone_says_what_it_shows(name):
    root = ElementTree.fromstring(drawing(name))
    told = {element.get("id"): element.text for element in root if element.tag in (f"{SVG}title", f"{SVG}desc")}
    assert root.get("role") == "img"
    assert set((root.get("aria-labelledby") or "").split()) == set(told)
    assert all(told.values())


def test_every_colour_of_a_drawing_has_a_rule():
    css = (ASSETS / "pictures.css").read_text(encoding="utf-8")
    painted = {
        name
        for file in DRAWINGS
        for element in ElementTree.fromstring(drawing(file.stem)).iter()
        if element.tag in (f"{SVG}path", f"{SVG}circle", f"{SVG}ellipse", f"{SVG}rect")
        for name in (element.get("class") or "").split()
    }
    assert painted
    assert {name for name in painted if f".{name}" not in css} == set()


def test_each_layer_is_drawn_and_has_its_rule_and_no_other_layer_is():
    css = (ASSETS / "pictures.css").read_text(encoding="utf-8")
    drawn = set()
    for view in ("anatomy-front", "anatomy-side"):
        groups = ElementTree.fromstring(drawing(view)).iter(f"{SVG}g")
        drawn |= {name for group in groups for name in (group.get("class") or "").split()} - {"names"}
    assert drawn == LAYERS
    for layer in LAYERS:
        assert f".layers:has(#layer-{layer}:not(:checked)) .body-map .{layer}" in css


def test_the_page_has_a_box_for_each_layer_and_tells_what_the_drawings_show(client):
    text = text_of(client, "/learn/psoas").replace('\\"', '"')
    for part in anatomy().parts:
        box = re.search(rf'<input type="checkbox" id="layer-{part.id}"( checked)?>', text)
        assert box and bool(box[1]) == part.shown
        assert part.name in text
    assert anatomy().front in text and anatomy().side in text
    assert 'aria-describedby="front-told"' in text and 'aria-describedby="side-told"' in text


def test_where_a_muscle_begins_and_ends_comes_with_its_source(client):
    text = text_of(client, "/learn/psoas")
    for part in anatomy().parts:
        assert (part.begins in text) == bool(part.references)
    assert all(reference.cite in text for reference in anatomy().references)
    muscles = LAYERS - {"skin"}
    assert all(part.references for part in anatomy().parts if part.id in muscles)


@pytest.mark.parametrize("path", ["/learn/psoas", "/desk", "/exercise/gentle-contact"])
def test_no_id_stands_twice_on_a_page_with_drawings(client, path):
    text = text_of(client, path).replace('\\"', '"')
    ids = Counter(re.findall(r'[ {,"]id=?"?:?"([a-z][\w-]*)"', text))
    assert {name for name, times in ids.items() if times > 1} == set()


def test_gentle_contact_shows_where_to_rest_the_fingers(client):
    assert "Where to rest your fingers" in text_of(client, "/exercise/gentle-contact")
    assert picture_of("gentle-contact").startswith("<svg")


def test_an_exercise_without_a_drawing_has_none(client, house):
    for exercise in house.catalogue.exercises:
        if exercise.id != "gentle-contact":
            assert picture_of(exercise.id) == ""
    assert "Finding your psoas" not in text_of(client, "/exercise/warmth")


@pytest.mark.parametrize("lock", ["belly", "lying"])
def test_what_closes_the_exercise_closes_its_picture_and_the_way_to_find_the_spot(client, house, lock):
    house.store.tell(Screening("go", (lock,)), at=house.today())
    why = why_closed(house.catalogue.by_id("gentle-contact").closed_by, (lock,))
    exercise, where = text_of(client, "/exercise/gentle-contact"), text_of(client, "/learn/psoas")
    for text in (exercise, where):
        assert why in text
        assert "Where to rest your fingers" not in text
        assert house.catalogue.finding.feel not in text
    assert house.catalogue.by_id("gentle-contact").move[0] not in exercise


def test_another_lock_leaves_the_exercise_open(client, house):
    house.store.tell(Screening("go", ("hip-opening",)), at=house.today())
    assert "Where to rest your fingers" in text_of(client, "/exercise/gentle-contact")
    assert house.catalogue.finding.feel in text_of(client, "/learn/psoas")


def test_a_part_that_cites_what_is_not_listed_is_refused_with_the_nearest_name():
    text = read_text(Path(psoas.app.__path__[0]).parent / "programme" / "anatomy.toml")
    with pytest.raises(CatalogueError, match="Did you mean `gray-1918`"):
        parse(Anatomy, text.replace('references = ["gray-1918"]', 'references = ["gray-1981"]', 1), "anatomy.toml")
