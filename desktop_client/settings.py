"""The settings: one typed table with default, check, description and the administrator's lock.

A user's choices live in one JSON file; what an administrator has set users cannot change.
"""

import json
import logging
import re
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from desktop_client import addresses
from desktop_client.administrator import administrator_file, group_policy
from desktop_client.files import alone_in, write_atomically
from registration.text import Text

log = logging.getLogger(__name__)

USER_FILE = "settings.json"
"""Of a user's choices, in their folder."""
ADMINISTRATOR_FILE = administrator_file()


THEMES = {
    "system": Text("시스템 설정에 따름", "Same as system"),
    "light": Text("밝은 화면", "Light"),
    "dark": Text("어두운 화면", "Dark"),
    "contrast": Text("고대비 화면", "High contrast"),
}
TEXT_SCALES = {size: Text(f"{size}%", f"{size} %") for size in (100, 125, 150, 175, 200)}
LANGUAGE_NAMES = {"ko": Text("한국어", "한국어 (Korean)"), "en": Text("English (영어)", "English")}
REVOCATION = {
    "require": Text("반드시 확인", "Always"),
    "prefer": Text("확인할 수 있으면 확인", "Where possible"),
    "off": Text("확인하지 않음", "Never"),
}


def _one_of(choices: Mapping[Any, Text]) -> Callable[[object], bool]:
    return lambda value: value in tuple(choices)


def _address(value: object) -> bool:
    return isinstance(value, str) and (value == "" or value.startswith(("https://", "http://")))


def _addresses(value: object) -> bool:
    return isinstance(value, str) and all(_address(each) for each in value.split())


def _paths(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each for each in value)


def _text(value: object) -> bool:
    return isinstance(value, str)


def _key(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch("[!-~]{0,200}", value) is not None


def _fingerprint(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch("([0-9a-fA-F]{64})?", value) is not None


RESPONDERS = {
    "after": Text("폐지목록을 받지 못할 때", "if no list is available"),
    "first": Text("폐지목록보다 먼저", "before the lists"),
    "off": Text("쓰지 않음", "not at all"),
}


VERSION_NOTICES = {
    "daily": Text("하루에 한 번 확인", "once a day"),
    "off": Text("확인하지 않음", "never"),
}


NOTIFICATIONS = {
    "on": Text("알림", "notify"),
    "off": Text("알리지 않음", "do not notify"),
}


class Setting(NamedTuple):
    """One setting: what it is when nothing is set, what it may be, and how a person reads it.

    With `choices` it is one of them; otherwise a list is of folders and a string an address.
    """

    default: Any
    check: Callable[[object], bool]
    title: Text
    description: Text
    choices: Mapping[Any, Text] = MappingProxyType({})
    in_practice: bool = True
    """Whether it has any effect in practice mode."""
    fault: Callable[[str], str | None] = lambda _address: None
    """Of an address: the code of `error_texts` for why it will not do."""
    of_files: bool = False
    """Whether a list is of files instead."""
    administrator_only: bool = False
    """Whether users can only look at it."""
    confirmed: bool = False
    """Whether it is learned from the service and confirmed, not typed."""
    clears: tuple[str, ...] = ()
    """What is no longer so when it is changed."""


def _choice(
    default: object,
    choices: Mapping[Any, Text],
    title: Text,
    about: Text,
    *,
    in_practice: bool = True,
) -> Setting:
    return Setting(default, _one_of(choices), title, about, choices, in_practice)


SETTINGS: dict[str, Setting] = {
    "language": _choice(
        "ko",
        LANGUAGE_NAMES,
        Text("화면 언어", "Language"),
        Text("모든 화면과 안내의 언어입니다.", "Of all screens and messages."),
    ),
    "theme": _choice(
        "system",
        THEMES,
        Text("화면 밝기와 대비", "Brightness and contrast"),
        Text(
            "밝은 화면, 어두운 화면, 고대비 화면 가운데 고릅니다.",
            "Light, dark or high-contrast screens.",
        ),
    ),
    "text_scale": _choice(
        100,
        TEXT_SCALES,
        Text("글자 크기", "Text size"),
        Text("글자와 버튼이 함께 커집니다.", "Texts and buttons grow together."),
    ),
    "notifications": _choice(
        "on",
        NOTIFICATIONS,
        Text("처리 결과 알림", "Notifications"),
        Text(
            "신청의 상태가 바뀌면 이 컴퓨터의 알림으로 알려 줍니다. 프로그램이 열려 있는 동안만 "
            "알립니다.",
            "The computer's notifications tell when the state of an application changes, while "
            "the program is open.",
        ),
    ),
    "service_url": Setting(
        "",
        _address,
        Text("서비스 주소", "Address of the service"),
        Text(
            "신청을 접수하는 서비스의 주소(https://…)입니다. 관리자에게 받으십시오.",
            "Where applications are filed (https://…). Your administrator knows it.",
        ),
        in_practice=False,
        fault=addresses.fault,
        clears=("service_certificate", "service_holder"),
    ),
    "proxy": Setting(
        "",
        _address,
        Text("프록시", "Proxy"),
        Text(
            "인터넷으로 나갈 때 거치는 프록시의 주소(http://…)입니다. 비워 두면 이 컴퓨터에 설정된 "
            "프록시를 씁니다.",
            "The proxy on the way to the Internet (http://…). Left empty, the one that is set on "
            "this computer is used.",
        ),
        in_practice=False,
        fault=addresses.proxy_fault,
    ),
    "service_certificate": Setting(
        "",
        _fingerprint,
        Text("서비스의 인증서", "Certificate of the service"),
        Text(
            "이 SHA-256 지문의 인증서를 쓰는 서비스하고만 연결합니다. 주소를 정한 뒤 한 번 "
            "확인하십시오. 같은 이름으로 같은 인증기관에서 갱신한 인증서는 그대로 받아들입니다.",
            "Only the service whose certificate has this SHA-256 is spoken to. Confirm it once "
            "after setting the address. A certificate renewed under the same name by the same CA "
            "is accepted.",
        ),
        in_practice=False,
        confirmed=True,
    ),
    "service_holder": Setting(
        "",
        _text,
        Text("확인한 서비스", "The service confirmed"),
        Text(
            "확인한 서비스 인증서의 이름과 발급자입니다.",
            "Name and issuer of the service's certificate as confirmed.",
        ),
        in_practice=False,
        confirmed=True,
    ),
    "certificate_folders": Setting(
        [],
        _paths,
        Text("인증서를 더 찾을 폴더", "Further folders for certificates"),
        Text(
            "이 컴퓨터의 NPKI 폴더와 이동식 디스크는 늘 찾습니다. 다른 곳에 둔 인증서의 폴더를 "
            "더하십시오.",
            "The NPKI folders of this computer and of removable disks are always searched. "
            "Add folders of certificates kept elsewhere.",
        ),
        in_practice=False,
    ),
    "token_drivers": Setting(
        [],
        _paths,
        Text("보안토큰 구동프로그램", "Drivers of security tokens"),
        Text(
            "npki_pkcs11.cnf에 적힌 구동프로그램(PKCS#11)은 늘 찾습니다. 거기에 없는 보안토큰의 "
            "구동프로그램 파일을 더하십시오.",
            "Drivers (PKCS #11) listed in npki_pkcs11.cnf are always used. "
            "Add the file of a driver that is not listed there.",
        ),
        of_files=True,
    ),
    "revocation": _choice(
        "require",
        REVOCATION,
        Text("인증서 폐지 여부 확인", "Checking for revocation"),
        Text(
            "서명하기 전에 인증서가 폐지되지 않았는지 인증기관에 확인합니다.",
            "Before signing, the CA is asked whether the certificate was revoked.",
        ),
        in_practice=False,
    ),
    "ocsp": _choice(
        "after",
        RESPONDERS,
        Text("실시간 폐지 확인(OCSP)", "Online revocation check (OCSP)"),
        Text(
            "폐지목록과 OCSP 가운데 하나만 확인되어도 충분합니다.",
            "Either a revocation list or OCSP suffices.",
        ),
        in_practice=False,
    ),
    "issuing_url": Setting(
        "",
        _address,
        Text("인증서 발급 주소", "Address for new certificates"),
        Text(
            "참조번호와 인가코드로 인증서를 발급하는 인증기관의 주소(http://…)입니다. 표준 "
            "방식(CMP)을 여는 인증기관만 해당합니다.",
            "Where a CA issues certificates by reference number and code (http://…): only CAs "
            "that open the standard way (CMP).",
        ),
        in_practice=False,
        fault=lambda address: addresses.issuing_fault(address) if address else None,
    ),
    "address_key": Setting(
        "",
        _key,
        Text("도로명주소 승인키", "Key for road-name addresses"),
        Text(
            "주소를 검색하는 데 쓰는 승인키입니다. 도로명주소 누리집(business.juso.go.kr)에서 "
            "받습니다. 없으면 법정동 이름에서만 찾습니다.",
            "The key that addresses are searched with, from business.juso.go.kr. Without it, only "
            "names of neighbourhoods (legal dong) are searched.",
        ),
        in_practice=False,
    ),
    "timestamp_servers": Setting(
        "",
        _addresses,
        Text("시점확인 서버", "Time stamp servers"),
        Text(
            "서명 시각을 증명해 주는 서버(RFC 3161)의 주소입니다. 여럿이면 빈칸으로 나누어 "
            "적으십시오. 앞의 서버가 답하지 않으면 다음 서버에 묻습니다.",
            "Servers (RFC 3161) that prove when something was signed, separated by spaces. "
            "When one does not answer, the next is asked.",
        ),
        in_practice=False,
        fault=addresses.stamping_fault,
    ),
    "trust_list_signer": Setting(
        "",
        _fingerprint,
        Text("인증기관 목록의 서명자", "Signer of CA lists"),
        Text(
            "새 인증기관 목록은 이 SHA-256 지문의 인증서로 서명된 것만 받아들입니다.",
            "A new CA list counts only when the certificate of this SHA-256 has signed it.",
        ),
        in_practice=False,
        administrator_only=True,
    ),
    "version_notices": Setting(
        "daily",
        _one_of(VERSION_NOTICES),
        Text("새 버전 확인", "Asking for newer versions"),
        Text(
            "배포자가 서명한 버전 안내를 받아, 새 버전이 있거나 이 버전의 지원이 끝났는지 알려 "
            "줍니다. 관리자만 바꿀 수 있습니다.",
            "A notice signed by the publisher tells of newer versions, and whether this one is "
            "still supported. Only an administrator can change this.",
        ),
        VERSION_NOTICES,
        in_practice=False,
        administrator_only=True,
    ),
}


class Settings:
    """The values in force; unknown, damaged or forbidden ones fall back to the default."""

    def __init__(
        self,
        file: Path,
        administrator_file: Path = ADMINISTRATOR_FILE,
        policy: Callable[[], Mapping[str, Any]] = group_policy,
    ) -> None:
        self._file = file
        self._chosen = _permitted(_stored(file))
        self._fixed = _permitted({**_stored(administrator_file), **policy()})
        self.unreadable = [each for each in (file, administrator_file) if _is_unreadable(each)]
        """The files that are there and mean nothing: defaults hold in their place."""
        self.kept_aside: Path | None = None
        """Where `set` has put the unreadable choices."""
        self._listeners: list[Callable[[str], None]] = []

    def get(self, name: str) -> Any:
        """Return a setting's value; KeyError for a name not in SETTINGS."""
        setting = SETTINGS[name]
        chosen = {} if setting.administrator_only else self._chosen
        return self._fixed.get(name, chosen.get(name, setting.default))

    def is_fixed(self, name: str) -> bool:
        """Whether the administrator has set it, or nobody else may."""
        return name in self._fixed or SETTINGS[name].administrator_only

    def set(self, name: str, value: object) -> None:
        """Choose a value and keep it beside what other windows have chosen meanwhile.

        A file of choices that cannot be read is put aside first. Raises ValueError where the value
        is not permitted, and OSError.
        """
        if not SETTINGS[name].check(value) or self.is_fixed(name):
            raise ValueError(name)
        before = {each: self.get(each) for each in SETTINGS}
        cleared = SETTINGS[name].clears if value != self.get(name) else ()
        self._chosen[name] = value
        with alone_in(self._file.parent):
            if _is_unreadable(self._file):
                self.kept_aside = _put_aside(self._file)
            stored = _stored(self._file) | {name: value}
            for other in cleared:
                stored.pop(other, None)
            write_atomically(self._file, json.dumps(stored, ensure_ascii=False).encode())
        self._chosen = _permitted(stored)
        changed = [each for each in SETTINGS if each == name or self.get(each) != before[each]]
        for each in changed:
            for listener in self._listeners:
                listener(each)

    def on_change(self, listener: Callable[[str], None]) -> None:
        """Call `listener` with the name of every setting that is changed."""
        self._listeners.append(listener)


def _is_unreadable(file: Path) -> bool:
    """Whether a file is there and is not what `Settings` writes."""
    try:
        return not isinstance(json.loads(file.read_bytes()), dict)
    except FileNotFoundError:
        return False
    except (OSError, ValueError):
        return True


def _put_aside(file: Path) -> Path:
    """Give a file a name of its own beside its place; return it. Raises OSError."""
    names = (file.with_name(f"{file.stem}.unreadable-{at}{file.suffix}") for at in count(1))
    return file.rename(next(name for name in names if not name.exists()))


def _stored(file: Path) -> dict[str, Any]:
    """Return all that is in a file, also what this version does not know."""
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        log.info("settings in %s cannot be read; defaults are used", file)
        return {}
    return stored if isinstance(stored, dict) else {}


def _permitted(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in stored.items()
        if name in SETTINGS and SETTINGS[name].check(value)
    }
