"""Claims carry a grade, and a grade rests on something."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

import psoas
from programme.test_words import strings
from psoas.programme.evidence import Evidence, evidence, questions
from psoas.programme.learning import Sitting, expect, flare_up, sitting
from psoas.programme.reading import CatalogueError, parse
from psoas.testing import forbidden_in
from test_words_everywhere import texts

HOUSE = Path(psoas.__path__[0])
#: How a sentence claims an effect. Such a sentence belongs into evidence.toml, or beside the claims that it rests on.
CLAIMING = re.compile(
    r"\b(may help|help(s|ed)? (with|against|your)|eases|improv(es?|ing)|good for (you|your)|prevents?|protects?"
    r"|makes? (you|your \w+) (stronger|faster|fitter|healthier|steadier)|lowers? (your|the) (risk|blood|pain)|reduces?"
    r"|keeps? (your )?\w+ (healthy|well)|loosens|strengthens|brings (you )?(speed|power))\b",
    re.I,
)
#: Here every text stands beside the claims that it rests on, which its record demands.
GRADED = ("evidence.toml", "questions.toml", "sitting.toml")
TAUGHT = sorted(f for f in (HOUSE / "programme").rglob("*.toml") if f.name not in (*GRADED, "wording.toml"))
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


def test_no_source_is_printed_that_nothing_cites() -> None:
    wrong = TEXT + '\n[[references]]\nid = "somebody-2020"\ncite = "Somebody 2020"\n'
    assert "nothing cites `somebody-2020`" in refused(wrong)


@pytest.mark.parametrize("file", TAUGHT, ids=lambda f: f.name)
def test_what_is_taught_claims_no_effect_outside_the_graded_claims(file: Path) -> None:
    values = tomllib.loads(file.read_text(encoding="utf-8"))
    assert [text for text in strings(values) if " " in text and CLAIMING.search(text)] == []


def test_no_page_claims_an_effect_in_words_of_its_own() -> None:
    claiming = [
        (file.name, text)
        for file in sorted(HOUSE.rglob("*.py"))
        for text in texts(file.read_text(encoding="utf-8"))
        if text.count(" ") > 1 and not text.startswith("@") and CLAIMING.search(text)
    ]
    assert claiming == []


@pytest.mark.parametrize("sentence", ["The march may help.", "It improves your stride.", "This makes you faster."])
def test_a_sentence_that_claims_an_effect_is_found(sentence: str) -> None:
    assert CLAIMING.search(sentence)


def test_a_passage_that_rests_on_no_claim_or_on_an_unknown_one_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (files("psoas.programme") / "sitting.toml").read_text(encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"passages\[1\]\.claims"):
        parse(Sitting, text.replace('claims = ["sitting-shortens"]', "claims = []"), "sitting.toml")
    wrong = parse(Sitting, text.replace('"sitting-shortens"', '"sitting-shorten"'), "sitting.toml")
    monkeypatch.setattr("psoas.programme.learning.packaged", lambda *_: wrong)
    with pytest.raises(CatalogueError, match="Did you mean `sitting-shortens`"):
        sitting.__wrapped__()


@pytest.mark.parametrize(
    ("claim", "grade", "cites", "says"),
    [
        ("psoas-training-for-pain", "contested", {"volpato-2014"}, "pilot"),
        ("sitting-shortens", "plausible", {"boukabache-2021"}, "6.1 degrees"),
        ("athletic", "plausible", {"deane-2005", "copaver-2012"}, "48 people"),
        ("impingement", "contested", {"kemp-2020", "enseki-2023", "physiofirst-2025"}, "quality of life"),
        ("exercise-helps", "supported", {"hayden-kinds-2021", "owen-2020", "cashin-2025"}, "one in ten"),
        ("breaks-metabolism", "supported", {"duran-2023"}, "eleven people"),
        ("breaks-back", "contested", {"waongenngarm-2021", "danquah-2017"}, "neck and shoulders"),
        ("pressing-releases", "unsupported", {"compression-2022"}, "may be none"),
        ("march-strengthens", "plausible", {"thorborg-2016", "acsm-2026"}, "endurance more than strength"),
    ],
)
def test_what_is_known_by_now_is_what_a_claim_says(claim: str, grade: str, cites: set[str], says: str) -> None:
    found = evidence().claim(claim)
    assert found.grade == grade
    assert cites <= set(found.references)
    assert says in f"{found.answer} {found.why}"


@pytest.mark.parametrize("claim", ["four-steps", "spasm", "gut"])
def test_what_the_article_says_beside_is_graded_and_asked_about(claim: str) -> None:
    assert evidence().claim(claim).grade == "unsupported"
    assert any(claim in question.claims for question in questions())


def test_what_the_article_cites_stands_apart_and_supports_nothing() -> None:
    assert len(evidence().article) == 4
    assert sum("Not read" in one.state for one in evidence().article) == 2
    assert not {one.cite for one in evidence().article} & {one.cite for one in evidence().references}


def test_what_to_expect_and_the_flare_up_say_the_four_things_that_matter() -> None:
    said = [" ".join(line for passage in read().passages for line in passage.text) for read in (expect, flare_up)]
    for words in ("six weeks", "sore for a day or two", "A bad week", "show a clinician"):
        assert words in said[0]
    assert [passage.title for passage in flare_up().passages][1:] == ["Keep moving", "Do half", "Come back"]
    assert "help page" in said[1] and "I have a flare-up" in said[1]


def test_each_thing_that_the_march_is_said_to_be_good_for_is_graded_and_asked_about() -> None:
    said = ["march-loosens", "psoas-training-for-pain", "impingement", "steadiness", "even-sides", "athletic"]
    said += ["healthy-flexors", "core", "march-prevents"]
    benefits = next(question for question in questions() if question.id == "benefits")
    assert set(said) <= set(benefits.claims)
