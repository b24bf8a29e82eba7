"""The pages to learn from, and whether every page can be reached."""

import re
from datetime import UTC, datetime
from html import unescape

from psoas.app.widgets.grades import GRADE
from psoas.plan.how_it_decides import sections
from psoas.plan.screening import judge
from psoas.programme.evidence import evidence, questions
from psoas.programme.learning import expect, flare_up, sitting

LINK = re.compile(r'"href":"(/[^"#?]*)')


def text_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(unescape(answer.text))


def test_every_claim_stands_on_the_page_with_its_grade_in_words_its_reason_and_its_sources(client):
    text = text_of(client, "/learn/evidence")
    for claim in evidence().claims:
        assert f"“{claim.claimed}”" in text
        assert claim.why in text
        assert GRADE[claim.grade][0] in text
        assert all(cited in text for cited in evidence().cited(claim))


def test_the_articles_own_sources_are_listed_apart_from_what_the_grades_rest_on(client):
    before, after = text_of(client, "/learn/evidence").split("Cited by the article")
    for one in evidence().article:
        assert one.cite in after and one.cite not in before


def test_it_says_who_looked_the_claims_over_and_when_it_is_due_again(client):
    text = text_of(client, "/learn/evidence")
    assert "not yet reviewed by a clinician" in text
    assert "To be looked over by 25 November 2027" in text


def test_after_that_day_it_says_that_nobody_has_looked_them_over(client, house):
    house.today = lambda: datetime(2027, 12, 1, 8, 0, tzinfo=UTC)
    text = text_of(client, "/learn/evidence")
    assert "It was due to be checked again by 25 November 2027, and was not" in text


def test_every_answer_shows_the_grade_of_what_it_rests_on(client):
    text = text_of(client, "/learn/questions")
    for question in questions():
        assert question.ask in text and question.answer in text
        assert all(f"/learn/evidence#{claim}" in text for claim in question.claims)


def test_why_sitting_shows_each_passage_with_the_grades_of_what_it_rests_on(client):
    text = text_of(client, "/learn/sitting")
    for passage in sitting().passages:
        assert passage.title in text and all(line in text for line in passage.text)
        assert all(f"/learn/evidence#{claim}" in text for claim in passage.claims)


def test_the_six_levels_are_compared_with_what_each_needs_and_adds(client, house):
    text = text_of(client, "/learn/levels")
    for exercise in house.catalogue.march:
        assert exercise.summary in text and exercise.support in text and exercise.easier[0] in text


def test_how_psoas_decides_is_shown_whole_and_for_everybody_alike(client, house):
    house.store.tell(judge({"hip-shape"}), at=house.today())
    text = text_of(client, "/learn/safety")
    for each in sections(house.programme):
        assert each.heading in text
        assert all(line in text for line in (*each.text, *each.points, *each.after, *each.then))
        assert all(cell in text for table in each.tables for cells in table.rows for cell in cells)
    assert "115°" in text


def test_every_page_can_be_reached_from_the_start_and_every_link_leads_somewhere(client, house):
    seen, waiting = set(), ["/"]
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith(("/assets", "/session/", "/_nicegui")):
            continue
        seen.add(path)
        text = text_of(client, path)
        assert "Not here · psoas" not in text, path
        waiting += LINK.findall(text)
    routes = {route.path for route in client.app.app.routes if hasattr(route, "methods") and "{" not in route.path}
    pages = {path for path in routes if not path.startswith(("/_nicegui", "/look.css"))}
    assert pages - seen == set()
    assert {f"/exercise/{exercise.id}" for exercise in house.catalogue.exercises if not exercise.level} <= seen
    assert {f"/level/{exercise.level}" for exercise in house.catalogue.march} <= seen


def test_what_to_expect_and_the_flare_up_are_read_with_their_grades_and_lead_on(client):
    for path, read in (("/learn/expect", expect()), ("/learn/flare-up", flare_up())):
        text = text_of(client, path)
        for passage in read.passages:
            assert passage.title in text and all(line in text for line in passage.text)
            assert all(f"/learn/evidence#{claim}" in text for claim in passage.claims)
        assert "/help" in text
