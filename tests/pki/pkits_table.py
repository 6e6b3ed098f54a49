"""`python -m tests.pki.pkits_table`: every case of PKITS, what is expected, what we say."""

import sys

from tests.pki import pkits


def main() -> int:
    """Print the table; 1 when a case that is not left out is not as expected."""
    missed = 0
    every = list(pkits.cases())
    judged = [one for one in every if one.expected]
    for one in judged:
        reason = pkits.LEFT_OUT.get(one.name, "")
        missed += not one.as_expected and not reason
        told = f"left out: {reason}" if reason else "" if one.as_expected else "MISSED"
        print(f"{one.name:<56} {one.expected:<8} {one.got:<10} {told}".rstrip())  # noqa: T201
    for one in every:
        if not one.expected:
            print(f"{one.name:<76} left out: {pkits.BY_SETTINGS}")  # noqa: T201
    print(f"{len(judged)} judged, {len(pkits.LEFT_OUT)} left out, {missed} missed")  # noqa: T201
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
