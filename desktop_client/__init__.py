"""The applicant's program."""
