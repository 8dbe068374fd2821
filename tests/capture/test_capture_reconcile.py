"""Facts of one person brought together: once each, contradictions asked about, nothing chosen between them."""

from __future__ import annotations

from refer_cli.capture.found import DENIED, UNSURE, WRITTEN, Fact
from refer_cli.capture.reconcile import reconcile


def reconciled(*facts: tuple[str, str, str]) -> set[tuple[str, str, str]]:
    return {
        (one.field, one.value, one.sure)
        for one in reconcile([Fact(field, value, "w", sure) for field, value, sure in facts])
    }


def test_repeats_count_once_and_the_deepest_stays() -> None:
    assert reconciled(("specialties", "OCD", WRITTEN), ("specialties", "OCD (certified)", WRITTEN)) == {
        ("specialties", "OCD (certified)", WRITTEN)
    }


def test_what_contradicts_itself_is_asked_about() -> None:
    assert reconciled(("panels", "Aetna", WRITTEN), ("panels", "Aetna (no)", DENIED)) == {
        ("panels", "Aetna", UNSURE),
        ("panels", "Aetna (no)", UNSURE),
    }
    assert reconciled(("fee", "150", WRITTEN), ("fee", "180", WRITTEN)) == {
        ("fee", "150", UNSURE),
        ("fee", "180", UNSURE),
    }


def test_a_written_fact_beats_a_supposed_one() -> None:
    assert reconciled(("panels", "Aetna", UNSURE), ("panels", "Aetna", WRITTEN)) == {("panels", "Aetna", WRITTEN)}


def test_no_insurance_beside_a_panel_is_asked_about() -> None:
    assert reconciled(("panels", "none", WRITTEN), ("panels", "Aetna", WRITTEN)) == {
        ("panels", "none", UNSURE),
        ("panels", "Aetna", UNSURE),
    }


def test_a_lowest_fee_above_the_fee_is_asked_about() -> None:
    assert reconciled(("fee", "100", WRITTEN), ("fee_floor", "150", WRITTEN)) == {
        ("fee", "100", UNSURE),
        ("fee_floor", "150", UNSURE),
    }
