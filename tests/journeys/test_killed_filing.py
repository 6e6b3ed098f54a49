"""A client killed in the middle of an upload, and between signing and sending: filed once."""

from pathlib import Path

from bench.killed import LAST, Moment, play
from desktop_client.drafts import Stage


def test_a_client_killed_while_filing_loses_nothing_and_files_once(practice_home: Path) -> None:
    moments = [Moment(1, 0), Moment(4, 0), Moment(LAST - 2, 0.002), Moment(LAST - 1, 0)]
    stages = play(practice_home, moments)
    assert sum(stages.values()) == len(moments)
    assert stages[Stage.EDITING] >= 2
