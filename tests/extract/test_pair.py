"""What is told of a pair of names before weights judge it."""

from kg.extract.gazetteer import INSIDE, ISSUER
from kg.extract.pair import Pair, pairs
from kg.model import Mention
from kg.read.record import gold_extraction
from kg.text import Span
from tests.extract.word import Entities, batch


def _pairs(text: str, entities: Entities, rules: dict[str, str]) -> dict[tuple[str, str], Pair]:
    gold = gold_extraction(batch(text, entities=entities))
    candidates = [
        Mention(Span(text.index(name), text.index(name) + len(name)), "Place", "", 0, rule)
        for name, rule in rules.items()
    ]
    quote = gold.report.doc.quote
    found = pairs(gold.report, gold.mentions, candidates)
    return {(quote(pair.head.span), quote(pair.tail.span)): pair for pair in found}


def _told(pair: Pair, name: str) -> list[str]:
    """Return what a feature says, without the types and the order that all begin with."""
    prefix = f"{name}="
    told = [feature for feature in pair.features if feature.startswith(prefix)]
    return [feature.partition("/")[2] for feature in told]


def test_names_given_respectively_belong_together_by_rank() -> None:
    text = "石门县、云岭县分别获评国家卫生县城、国家园林县城。"
    entities = [
        ("石门县", "Place"),
        ("云岭县", "Place"),
        ("国家卫生县城", "Project"),
        ("国家园林县城", "Project"),
    ]

    found = _pairs(text, entities, {})

    assert _told(found["国家卫生县城", "石门县"], "each") == ["True/True"]
    assert _told(found["国家卫生县城", "云岭县"], "each") == ["False/True"]


def test_nearer_names_of_the_same_type_are_rivals() -> None:
    text = "石门县有序推进，云岭县建成云岭大桥。"
    entities = [("石门县", "Place"), ("云岭县", "Place"), ("云岭大桥", "Project")]

    found = _pairs(text, entities, {})

    assert _told(found["云岭大桥", "石门县"], "near") == ["1/False"]
    assert _told(found["云岭大桥", "石门县"], "own") == ["1/1/False"]
    assert _told(found["云岭大桥", "云岭县"], "near") == ["0/True"]
    assert _told(found["云岭大桥", "云岭县"], "own") == ["0/0/True"]


def test_a_place_that_opens_the_sentence_is_what_it_is_about() -> None:
    text = "石门县要壮大产业，建成云岭大桥，云岭县也要跟上。"
    entities = [("石门县", "Place"), ("云岭大桥", "Project"), ("云岭县", "Place")]

    found = _pairs(text, entities, {})

    assert _told(found["云岭大桥", "石门县"], "subj") == ["True/True/0/False"]
    assert _told(found["云岭大桥", "云岭县"], "subj") == ["True/False/0/False"]


def test_a_pair_knows_how_its_places_stand_to_the_issuer() -> None:
    text = "云岭大桥连接石门县。"
    entities = [("云岭大桥", "Project"), ("石门县", "Place")]

    found = _pairs(text, entities, {"云岭": ISSUER, "石门县": INSIDE})

    pair = found["云岭大桥", "石门县"]
    assert _told(pair, "kt") == [INSIDE]
    assert _told(pair, "hin") == [f"{ISSUER}/True"]
    assert _told(pair, "tin") == ["-/True"]


def test_members_of_a_programme_stand_behind_its_explanation() -> None:
    text = "建设“三园”，即云岭物流园、石门科技园和青山产业园。"
    entities = [("三园", "Project"), ("石门科技园", "Project")]

    found = _pairs(text, entities, {})

    member = found["石门科技园", "三园"]
    assert _told(member, "ex") == ["01000"]
    assert _told(member, "num") == ["True/False/False"]


def test_a_name_alone_makes_no_pair() -> None:
    assert _pairs("建成云岭大桥。", [("云岭大桥", "Project")], {}) == {}
