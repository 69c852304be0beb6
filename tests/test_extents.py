"""Where names begin and end, by the trained tagger, and which of them are places."""

from __future__ import annotations

import pytest

from stancekit.model.gazetteer import Gazetteer
from stancekit.model.merged_names import merge_names
from stancekit.model.records import ActorKind, Mention


def mention(text: str, name: str, kind: ActorKind) -> Mention:
    """The first mention of a name."""
    start = text.index(name)
    return Mention(start, start + len(name), kind)


@pytest.mark.parametrize(
    ("text", "by_shape", "tagged", "expected"),
    [
        ("Guild leader Carolina Vask left.", "Vask", "Carolina Vask", "Carolina Vask"),
        ("They met Odran Vask today.", "Vask", "Odran Vask", "Vask"),
        ("They met Senator Vask today.", "Vask", "Senator Vask", "Vask"),
        ("They met Republican Vask today.", "Vask", "Republican Vask", "Vask"),
        ("They met leader Republican Vask today.", "Vask", "Republican Vask", "Vask"),
        ("The envoy to China Odran Vask left.", "China Odran Vask", "Odran Vask", "Odran Vask"),
        ("The envoy Jordan Odran Vask left.", "Jordan Odran Vask", "Odran Vask", "Jordan Odran Vask"),
    ],
)
def test_a_persons_name_begins_where_the_tagger_sees_it(text: str, by_shape: str, tagged: str, expected: str) -> None:
    seen = [mention(text, name, "place") for name in ("China", "Jordan") if name in text]
    seen.append(mention(text, tagged, "person"))
    found = merge_names(text, [mention(text, by_shape, "person")], seen, Gazetteer.load().find(""))
    assert [text[name.start : name.end] for name in found] == [expected]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("The mayor , Lin Mei - hua , left .", "Lin Mei", "Lin Mei - hua"),
        ("The mayor , Ada Ros - Haddad , left .", "Ada Ros", "Ada Ros - Haddad"),
        # A dash, and words that are not set apart.
        ("The mayor , Ada Ros - who slept , left .", "Ada Ros", "Ada Ros"),
        ("The mayor , Ada Ros - Senator Haddad , left .", "Ada Ros", "Ada Ros"),
        ("The mayor, Ada Ros - Haddad, left.", "Ada Ros", "Ada Ros"),
    ],
)
def test_a_name_goes_on_behind_a_hyphen_set_apart(text: str, name: str, expected: str) -> None:
    one = mention(text, name, "person")
    found = merge_names(text, [one], [one], ())
    assert [text[each.start : each.end] for each in found] == [expected]


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("(UPV)", ["Union Paysanne du Val"]),
        ("(EKO)", ["Union", "Paysanne du Val"]),
        ("of Oslo", ["Union", "Paysanne du Val"]),
    ],
)
def test_a_body_is_one_whose_initials_stand_in_brackets(behind: str, expected: list[str]) -> None:
    text = f"The Union Paysanne du Val {behind} left."
    by_shape = [mention(text, "Union", "organisation"), mention(text, "Paysanne du Val", "person")]
    tagged = [mention(text, "Union Paysanne du Val", "organisation")]
    found = merge_names(text, by_shape, tagged, ())
    assert [text[name.start : name.end] for name in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Reed, Dock and Ports Union (RDPU) left.", "Reed, Dock and Ports Union"),
        ("The Reed Dock and Ports Union ( RDPU ) left.", "Reed Dock and Ports Union"),
        ("The Reed Dock and Ports Union [RDPU] left.", "Reed Dock and Ports Union"),
        ("The Reed Dock and Ports Union (EKO) left.", "Ports Union"),
        ("The Reed Dock said the Ports Union (RDPU) left.", "Ports Union"),
    ],
)
def test_a_body_before_its_initials_is_one_behind_and(text: str, expected: str) -> None:
    found = merge_names(text, [mention(text, "Ports Union", "organisation")], [], ())
    assert [text[name.start : name.end] for name in found] == [expected]


@pytest.mark.parametrize(
    ("text", "name", "stays"),
    [
        ("They thanked the people of Orval.", "Orval", False),
        ("It rained in Vila Orval.", "Vila Orval", False),
        ("It told the owners of Vila Orval.", "Vila Orval", True),
        ("They thanked Orval.", "Orval", True),
        ("They thanked Senator Orval. It is of Orval.", "Orval", True),
        ("They met Ada Orval. It is of Orval.", "Orval", True),
        ("It rained in Orval Bank.", "Orval Bank", True),
    ],
)
def test_what_is_only_a_place_is_no_actor(text: str, name: str, stays: bool) -> None:
    places = [Mention(at, at + len(name), "person") for at in range(len(text)) if text.startswith(name, at)]
    tagged = [Mention(place.start, place.end, "place") for place in places]
    shapes = list(places)
    if "Ada" in text:
        shapes[0] = tagged[0] = mention(text, "Ada Orval", "person")
    found = merge_names(text, shapes, tagged, ())
    assert [text[each.start : each.end] for each in found] == [text[each.start : each.end] for each in shapes if stays]


@pytest.mark.parametrize(
    ("text", "by_shape", "expected"),
    [
        ("The Walk Run and Swim (WRS) crowd left.", "Walk Run", "Walk Run and Swim"),
        ("The Walk Run and Swim (PLO) crowd left.", "Walk Run", "Walk Run"),
        ("The 6th Circuit Court ruled.", "Circuit Court", "6th Circuit Court"),
        ("The 6th District Court ruled.", "District Court", "District Court"),
    ],
)
def test_a_body_with_all_its_words(text: str, by_shape: str, expected: str) -> None:
    found = merge_names(text, [mention(text, by_shape, "organisation")], (), ())
    assert [text[name.start : name.end] for name in found] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Today , in Lima , Lin Po - chih , a judge , said so .", "Lin Po - chih"),
        ("Today , in Lima , Lin Po - led troops , all young , left .", "Lin Po"),
        ("Today Lin Po - who left - wept.", "Lin Po"),
    ],
)
def test_a_spaced_hyphen_joins_a_name(text: str, expected: str) -> None:
    name = mention(text, "Lin Po", "person")
    found = merge_names(text, [name], [name], ())
    assert [text[name.start : name.end] for name in found] == [expected]


@pytest.mark.parametrize("behind", [" (FRAC)", ", or FRAC,"])
def test_what_a_law_is_called_for_short_is_nobody(behind: str) -> None:
    for noun, stays in (("Act", False), ("Guild", True)):
        text = f"The Fair Rents {noun}{behind} is old. He hailed FRAC."
        end = text.rindex("FRAC") + 4
        name = Mention(end - 4, end, "organisation")
        assert (name in merge_names(text, [name], [name], ())) == stays


@pytest.mark.parametrize(
    ("body", "is_one"),
    [
        ("Rail, Maritime and Dock Workers Union", True),
        ("Lima Medical Practitioners, Pharmacists and Dentists Union", True),
        ("Ministry of Trade, Industry and Energy", True),
        ("Department for Environment, Food and Rural Affairs", True),
        # Others than trades and fields.
        ("Lantern, Quill and Dentists Union", False),
        ("Ministry of Trade, Chile and Haddad", False),
    ],
)
def test_a_union_of_trades_and_a_ministry_of_fields_are_one_body(body: str, is_one: bool) -> None:
    text = f"The {body} left."
    first, last = mention(text, body.split(",")[0], "organisation"), mention(text, body.split()[-1], "organisation")
    found = [text[name.start : name.end] for name in merge_names(text, [first, last], [], ())]
    assert (found == [body]) == is_one


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Robert “Chip” Quill", True),
        ("Robert 'Chip' Quill", True),
        ('Robert P. "Chip" O\'Neill', True),
        ("Robert (Chip) de la Quill", True),
        # A state, and what no first name stands before.
        ("Robert (Ohio) Senator", False),
        ("Lantern “Chip” Quill", False),
    ],
)
def test_a_nickname_stands_inside_a_name(name: str, is_one: bool) -> None:
    text = f"On Monday {name} left."
    found = merge_names(text, [mention(text, name.split()[-1], "person")], [], ())
    assert ([text[one.start : one.end] for one in found] == [name]) == is_one
