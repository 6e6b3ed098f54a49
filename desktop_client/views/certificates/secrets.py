"""What a person is asked for to open a certificate: a password, a PIN, or that of a PFX file."""

from typing import NamedTuple

from desktop_client.workflows.holding import SecretKind
from registration.text import Text

WRONG = frozenset(
    f"certificate.{code}" for code in ("wrong_password", "token_pin_wrong", "token_pin_last_try")
)
"""Failures after which it is asked for again."""


class SecretWords(NamedTuple):
    """How it is asked for."""

    label: Text
    note: Text
    show: Text


_SHOW_PASSWORD = Text("비밀번호 보기", "Show the password")
_PASSWORD_NOTE = Text(
    "비밀번호는 이 컴퓨터 안에서만 쓰이고 저장되거나 전송되지 않습니다.",
    "The password is used on this computer only; it is neither kept nor sent.",
)

WORDS = {
    SecretKind.PASSWORD: SecretWords(
        Text("인증서 비밀번호", "Certificate password"),
        _PASSWORD_NOTE,
        _SHOW_PASSWORD,
    ),
    SecretKind.PIN: SecretWords(
        Text("보안토큰 비밀번호(PIN)", "PIN of the security token"),
        Text(
            "PIN은 보안토큰에만 전달됩니다. 여러 번 틀리면 보안토큰이 잠깁니다.",
            "The PIN is given to the token only. After several wrong ones the token locks itself.",
        ),
        Text("PIN 보기", "Show the PIN"),
    ),
    SecretKind.PFX_PASSWORD: SecretWords(
        Text("PFX 파일 비밀번호", "Password of the PFX file"),
        _PASSWORD_NOTE,
        _SHOW_PASSWORD,
    ),
}
