"""The classes of displacement, compared with the method's own table."""

import pytest

from bk_furniture_reuse.tools.impact.displacement import (
    CLASSES,
    EVENT_KINDS,
    FIRST_FIGURES,
    counts,
    default_class,
    needs_evidence,
)

# (default, low, high) as the method's table prints them.
TABLE = {
    "purchase_cancelled": (1.0, 0.9, 1.0),
    "need_stated": (0.8, 0.5, 1.0),
    "project_new": (0.8, 0.5, 1.0),
    "moved_along": (0.0, 0.0, 0.5),
    "outside": (0.5, 0.0, 0.8),
}


@pytest.mark.parametrize("code", TABLE)
def test_the_figures_are_those_of_the_method(code):
    figures = FIRST_FIGURES[code]
    assert (figures.default, figures.low, figures.high) == TABLE[code]


def test_only_a_temporary_stay_has_no_figures_and_does_not_count():
    assert set(CLASSES) == {*TABLE, "temporary"}
    assert set(FIRST_FIGURES) == set(TABLE)
    assert [code for code in CLASSES if not counts(code)] == ["temporary"]


@pytest.mark.parametrize(
    ("kind", "stated", "code"),
    [
        ("internal", True, "need_stated"),
        ("internal", False, "moved_along"),
        ("bought_used", True, "need_stated"),
        ("bought_used", False, "need_stated"),
        ("refurbished", True, "need_stated"),
        ("refurbished", False, "moved_along"),
        ("outside", True, "outside"),
        ("outside", False, "outside"),
    ],
)
def test_without_an_answer_the_careful_class_is_taken(kind, stated, code):
    assert default_class(kind, stated) == code


def test_a_rule_never_gives_a_class_that_needs_evidence():
    given = {default_class(kind, stated) for kind in EVENT_KINDS for stated in (True, False)}
    assert not any(needs_evidence(code) for code in given)


def test_evidence_is_asked_for_the_two_classes_that_claim_a_purchase():
    assert [code for code in CLASSES if needs_evidence(code)] == ["purchase_cancelled", "project_new"]


@pytest.mark.parametrize("ask", [needs_evidence, counts, lambda word: default_class(word, True)])
def test_an_unknown_word_is_refused(ask):
    with pytest.raises(ValueError, match="vent"):
        ask("invented")
