"""What a signed version notice says, and which ones count for nothing."""

import base64
import json
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from desktop_client.workflows.versions.notice import (
    MOST_BYTES,
    NoticeRefused,
    Standing,
    Version,
    read_notice,
    sign_notice,
    standing,
)
from tests.workflows.versions.making import KEY, KEYS, NEXT_KEY, NOW, STRANGER, notice, said


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("1.4.1", Standing.UNSUPPORTED),
        ("0.9", Standing.UNSUPPORTED),
        ("1.4.2", Standing.OLD),
        ("1.10", Standing.OLD),
        ("2.0", Standing.OLDER),
        ("2.0.0.0", Standing.OLDER),
        ("2.1", Standing.LATEST),
        ("2.1.0", Standing.LATEST),
        ("10.0", Standing.LATEST),
    ],
)
def test_three_thresholds_make_four_standings(version: str, expected: Standing) -> None:
    read = read_notice(notice(), KEYS, NOW)
    assert standing(read, Version.read(version)) is expected


@pytest.mark.parametrize("text", ["", "1", "1.2.3.4.5", "01.2", "1.2-rc1", "1.2.dev0", "1.٢", "1."])
def test_what_is_no_version_is_not_compared(text: str) -> None:
    with pytest.raises(ValueError, match="version"):
        Version.read(text)


@given(st.lists(st.integers(0, 999_999), min_size=2, max_size=4), st.data())
def test_versions_compare_as_their_numbers_do(numbers: list[int], data: st.DataObject) -> None:
    others = data.draw(st.lists(st.integers(0, 999_999), min_size=2, max_size=4))
    ours, theirs = (Version.read(".".join(map(str, each))) for each in (numbers, others))
    padded = [tuple([*each, 0, 0][:4]) for each in (numbers, others)]
    assert (ours.parts < theirs.parts) == (padded[0] < padded[1])


@pytest.mark.parametrize("keys", [(KEY,), (NEXT_KEY,), (NEXT_KEY, STRANGER), (KEY, NEXT_KEY)])
def test_one_signature_of_a_pinned_key_is_enough(keys: tuple[Any, ...]) -> None:
    assert read_notice(notice(*keys), KEYS, NOW).sequence == 7


def _refused(data: bytes, now: Any = NOW) -> str:
    with pytest.raises(NoticeRefused) as refused:
        read_notice(data, KEYS, now)
    return refused.value.reason


def test_a_notice_of_another_key_does_not_count() -> None:
    assert _refused(notice(STRANGER)) == "signature"


def test_nothing_signed_can_be_changed() -> None:
    envelope = json.loads(notice())
    content = base64.b64decode(envelope["notice"]).replace(b"1.4.2", b"0.0.1")
    envelope["notice"] = base64.b64encode(content).decode()
    assert _refused(json.dumps(envelope).encode()) == "signature"


def test_a_signature_is_not_taken_under_another_keys_name() -> None:
    envelope = json.loads(notice(STRANGER))
    named = next(iter(json.loads(notice(KEY))["signatures"]))
    envelope["signatures"] = {named: next(iter(envelope["signatures"].values()))}
    assert _refused(json.dumps(envelope).encode()) == "signature"


def test_a_notice_counts_from_its_issue_to_its_end() -> None:
    data = notice()
    assert _refused(data, NOW + timedelta(days=30)) == "expired"
    assert _refused(data, NOW - timedelta(days=1, seconds=1)) == "not_yet"
    assert read_notice(data, KEYS, NOW + timedelta(days=29, hours=23)).latest == "2.1.0"


@pytest.mark.parametrize(
    "changes",
    [
        {"product": "another"},
        {"sequence": 0},
        {"sequence": "7"},
        {"latest": "1.9"},
        {"required": "2.0.1"},
        {"latest": "two"},
        {"issued": "2026-11-28T00:00:00"},
        {"expires": (NOW - timedelta(days=1)).isoformat()},
        {"reason": {"ko": "", "en": "x"}},
        {"installers": [{"platform": "amiga"}]},
        {
            "installers": [
                {
                    "platform": "windows",
                    "file": "../setup.exe",
                    "url": "https://updates.example/x",
                    "size": 1,
                    "sha256": "0" * 64,
                }
            ]
        },
        {
            "installers": [
                {
                    "platform": "windows",
                    "file": "setup.exe",
                    "url": "http://updates.example/x",
                    "size": 1,
                    "sha256": "0" * 64,
                }
            ]
        },
    ],
)
def test_no_publisher_can_sign_what_no_client_could_read(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        notice(**changes)


def test_what_a_newer_publisher_adds_is_left_aside() -> None:
    data = sign_notice(json.dumps(said() | {"of_tomorrow": [1]}).encode(), (KEY,))
    assert read_notice(data, KEYS, NOW).latest == "2.1.0"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[1]",
        b"[" * 10_000,
        b'{"notice": "x", "signatures": {}}',
        b'{"notice": "eA==", "signatures": []}',
        b'{"notice": 1, "signatures": {}}',
        b" " * (MOST_BYTES + 1),
    ],
)
def test_damaged_bytes_are_no_notice(data: bytes) -> None:
    assert _refused(data) == "damaged"


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_and_nothing_else_happens(data: bytes) -> None:
    assert _refused(data) == "damaged"


def test_openssl_finds_the_signature_right(tmp_path: Path) -> None:
    envelope = json.loads(notice())
    public = KEY.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    (tmp_path / "key.pem").write_bytes(public)
    (tmp_path / "said").write_bytes(base64.b64decode(envelope["notice"]))
    (signature,) = envelope["signatures"].values()
    (tmp_path / "signature").write_bytes(base64.b64decode(signature))
    command = "openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in said -sigfile signature"
    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False)
    assert b"Verified Successfully" in done.stdout
