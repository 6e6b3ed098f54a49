"""이용자: the person who works with the registered certificate, as asked for at enrolment."""

from typing import Annotated

from registration.field_types import Email, Mobile, ShortText
from registration.forms.describe import describe_section
from registration.forms.field import Ask, Section
from registration.text import Text


class UserSection(Section):
    """The answers `registration.submission.User` is made from."""

    name: Annotated[ShortText, Ask(Text("성명", "Name"))]
    department: Annotated[ShortText | None, Ask(Text("부서", "Department"))] = None
    email: Annotated[
        Email,
        Ask(
            Text("이메일", "E-mail"),
            Text("예: name@example.kr", "Example: name@example.kr"),
        ),
    ]
    mobile: Annotated[
        Mobile,
        Ask(Text("휴대폰", "Mobile"), Text("010으로 시작하는 번호", "It begins with 010")),
    ]


USER_FIELDS = describe_section(UserSection)
"""The questions in the order they are asked."""
