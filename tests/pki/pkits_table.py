"""`python -m tests.pki.pkits_table`: every case of PKITS, what is expected, what we say."""

import sys

from tests.pki import pkits


def main() -> int:
    """Print the table; 1 when a case that is not left out is not as expected."""
    every = list(pkits.cases())
    for one in every:
        policies = " ".join(f"policy-{number}" for number in one.asked)
        reason = pkits.LEFT_OUT.get(one.name, "")
        told = "" if one.as_expected else f"left out: {reason}" if reason else "MISSED"
        line = f"{one.name:<56} {policies:<18} {one.expected:<8} {one.got:<10} {told}"
        print(line.rstrip())  # noqa: T201
    right = sum(one.as_expected for one in every)
    undecided = sum(one.undecided for one in every)
    wrong = len(every) - right - undecided
    print(f"{len(every)} judged: {right} right, {undecided} undecided, {wrong} wrong")  # noqa: T201
    return int(any(not one.as_expected and one.name not in pkits.LEFT_OUT for one in every))


if __name__ == "__main__":
    sys.exit(main())
