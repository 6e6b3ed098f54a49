"""What one has changed is put onto a record that others have changed meanwhile."""

from desktop_client.workflows.members import reapplied


def test_ones_own_answers_are_kept_and_those_of_others_too() -> None:
    before = {"general": {"name": "가", "phone": "1", "fax": "2"}, "agents": [{"name": "갑"}]}
    edited = {"general": {"name": "가", "phone": "9"}, "agents": [{"name": "갑"}]}
    now = {
        "general": {"name": "나", "phone": "1", "fax": "2"},
        "agents": [{"name": "갑"}, {"name": "을"}],
    }
    assert reapplied(before, edited, now) == {
        "general": {"name": "나", "phone": "9"},
        "agents": [{"name": "갑"}, {"name": "을"}],
    }


def test_the_rows_of_a_page_are_taken_whole() -> None:
    before = {"agents": [{"name": "갑"}]}
    edited = {"agents": [{"name": "갑"}, {"name": "병"}]}
    now = {"agents": [{"name": "을"}]}
    assert reapplied(before, edited, now) == edited
    assert now == {"agents": [{"name": "을"}]}
