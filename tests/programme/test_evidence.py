"""Claims carry a grade, and a grade rests on something."""

from importlib.resources import files

import pytest

from psoas.programme.evidence import Evidence, evidence, questions
from psoas.programme.reading import CatalogueError, parse
from psoas.programme.wording import forbidden_in

TEXT = (files("psoas.programme") / "evidence.toml").read_text(encoding="utf-8")


def refused(wrong: str) -> str:
    with pytest.raises(CatalogueError) as error:
        parse(Evidence, wrong, "evidence.toml")
    return str(error.value)


def test_every_claim_cites_a_source_or_says_what_was_looked_for() -> None:
    for claim in evidence().claims:
        assert evidence().cited(claim) or claim.search, claim.id


def test_every_claim_is_asked_about_in_a_question_or_stands_for_itself_on_the_page() -> None:
    asked = {claim for question in questions() for claim in question.claims}
    assert asked <= {claim.id for claim in evidence().claims}


def test_what_is_answered_says_nothing_that_psoas_may_not_say_though_the_claim_may() -> None:
    assert [fault for claim in evidence().claims for fault in forbidden_in(f"{claim.answer} {claim.why}")] == []
    assert any(forbidden_in(claim.claimed) for claim in evidence().claims)


def test_a_claim_without_a_grade_stops_the_build_and_names_its_line() -> None:
    said = refused(TEXT.replace('grade = "supported"\n', "", 1))
    assert "evidence.toml, line" in said
    assert "`claims[1].grade` is missing" in said


def test_a_claim_that_rests_on_nothing_is_refused() -> None:
    wrong = TEXT.replace('references = ["volpato-2014"]', "").replace(
        '[[references]]\nid = "volpato-2014"\ncite = "Volpato and others 2014 (pilot study, 14 people)"', ""
    )
    assert "cites nothing" in refused(wrong)


def test_a_source_that_does_not_exist_is_refused_with_the_nearest_name() -> None:
    said = refused(TEXT.replace('references = ["volpato-2014"]', 'references = ["volpato-2041"]'))
    assert "Did you mean `volpato-2014`?" in said


def test_what_only_a_seller_says_is_never_graded_well() -> None:
    said = refused(
        TEXT.replace('grade = "unsupported"\nwhy = "Only sellers', 'grade = "plausible"\nwhy = "Only sellers')
    )
    assert "comes from a seller" in said


def test_an_unknown_claim_may_not_be_shown() -> None:
    with pytest.raises(CatalogueError, match="no graded claim called `massages`"):
        evidence().claim("massages")


def test_no_source_is_printed_that_nobody_cites() -> None:
    wrong = TEXT + '\n[[references]]\nid = "somebody-2020"\ncite = "Somebody 2020"\n'
    assert "nobody cites `somebody-2020`" in refused(wrong)
