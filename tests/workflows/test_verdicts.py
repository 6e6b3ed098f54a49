"""Verdicts are kept while the files, whom to trust and the time are the same."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desktop_client.pki.findings import Validity
from desktop_client.pki.judging import chain
from desktop_client.pki.storage.store import Entry, load
from desktop_client.work import Work
from desktop_client.workflows.mode import Trust
from desktop_client.workflows.verdicts import LONGEST, Verdicts
from practice.pki import Practice
from testing.views.places import PracticePlaces


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Grows with every certificate that is really judged."""
    counted: list[object] = []
    judge: Callable[..., chain.Verdict] = chain.judge

    def count(certificate: Any, *rest: Any, **named: Any) -> chain.Verdict:
        counted.append(certificate)
        return judge(certificate, *rest, **named)

    monkeypatch.setattr(chain, "judge", count)
    return counted


@pytest.fixture
def entry(practice_pki: Practice) -> Entry:
    return load(practice_pki.sample("supplier").path)


def at(moment: datetime, pki: Practice) -> Trust:
    return replace(PracticePlaces(pki).trust(Work()), clock=lambda: moment)


def test_a_certificate_is_judged_once_until_time_may_change_it(
    practice_pki: Practice, entry: Entry, judged: list[object]
) -> None:
    certificate, beside = entry.certificate, entry.ca_certificates
    assert certificate
    verdicts, now = Verdicts(), datetime.now(UTC)
    first = verdicts.of(at(now, practice_pki), certificate, beside)
    later = verdicts.of(at(now + LONGEST / 2, practice_pki), certificate, beside)
    assert first is later
    assert len(judged) == 1
    verdicts.of(at(now + LONGEST, practice_pki), certificate, beside)
    assert len(judged) == 2


def test_the_end_of_a_certificate_is_never_missed(practice_pki: Practice, entry: Entry) -> None:
    certificate, beside = entry.certificate, entry.ca_certificates
    assert certificate
    verdicts, end = Verdicts(), certificate.not_after
    before = verdicts.of(at(end - timedelta(seconds=1), practice_pki), certificate, beside)
    after = verdicts.of(at(end + timedelta(seconds=1), practice_pki), certificate, beside)
    assert (before.validity, after.validity) == (Validity.VALID, Validity.INVALID)


def test_other_trust_and_other_files_are_judged_anew(
    practice_pki: Practice, entry: Entry, judged: list[object]
) -> None:
    certificate, now = entry.certificate, datetime.now(UTC)
    assert certificate
    verdicts, trust = Verdicts(), at(now, practice_pki)
    verdicts.of(trust, certificate, entry.ca_certificates)
    verdicts.of(trust, certificate, ())
    other = replace(trust, trust_list=replace(trust.trust_list, intermediates=()))
    verdicts.of(other, certificate, ())
    assert len(judged) == 3
