"""구비서류: which enclosures an application needs and why; a table of rules.

The applicant sees the same table while typing that the service routes by after filing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from registration.enclosures import CheckedHow, Enclosure, RequiredEnclosure
from registration.forms.field import Answers
from registration.kinds import Kind
from registration.text import Text


@dataclass(frozen=True, slots=True)
class EnclosureRule:
    """An enclosure is needed when `when` holds for the form as typed.

    `about`: the answers it proves, as pages or as `page.field`; a change of others does not ask for
    it again. None where it goes with every change.
    """

    document: Enclosure
    checked: CheckedHow
    why: Text
    when: Callable[[Answers], bool]
    about: tuple[str, ...] | None = None

    def applies(self, form: Answers, before: Answers | None) -> bool:
        """Whether it is needed for a form, or for a change from the form `before`."""
        if not self.when(form):
            return False
        if before is None or self.about is None or not self.when(before):
            return True
        return any(_said(before, about) != _said(form, about) for about in self.about)


def required_enclosures(
    kind: Kind, form: Answers, before: Answers | None = None
) -> list[RequiredEnclosure]:
    """Return the enclosures a form needs, as typed so far; what is checked online included.

    `before`: the registered form that a change (변경) was made from.
    """
    found = [
        RequiredEnclosure(row.document, row.why, row.checked)
        for row in RULES[kind]
        if row.applies(form, before)
    ]
    if kind is Kind.SUPPLIER and any(enclosure.is_paper for enclosure in found):
        found.append(RequiredEnclosure(Enclosure.SEAL, _SEAL_WHY, CheckedHow.PAPER))
    return found


def missing_enclosures(
    kind: Kind, form: Answers, attached: Iterable[Enclosure], before: Answers | None = None
) -> tuple[RequiredEnclosure, ...]:
    """Return the enclosures that have to be sent and are not attached."""
    return not_among(attached, required_enclosures(kind, form, before))


def not_among(
    attached: Iterable[Enclosure], required: Iterable[RequiredEnclosure]
) -> tuple[RequiredEnclosure, ...]:
    """Return which of the enclosures have to be sent and are not attached."""
    given = set(attached)
    return tuple(need for need in required if need.is_paper and need.document not in given)


def to_attach(
    kind: Kind, form: Answers, attached: Iterable[Enclosure], before: Answers | None = None
) -> tuple[RequiredEnclosure, ...]:
    """Return the enclosures that still could be attached before filing.

    None of a 수요기관: it prints its papers from what was filed.
    """
    return () if kind is Kind.INSTITUTION else missing_enclosures(kind, form, attached, before)


def _said(form: Answers, about: str) -> object:
    """Return what a form says of a page, or of one question of it in every row."""
    page, _, field = about.partition(".")
    if not field:
        return form.get(page)
    if isinstance(form.get(page), list):
        return [row.get(field) for row in _rows(form, page)]
    return _answer(form, page, field)


def _answer(form: Answers, page: str, field: str) -> object:
    answers = form.get(page)
    return answers.get(field) if isinstance(answers, dict) else None


def _rows(form: Answers, page: str) -> list[Answers]:
    rows = form.get(page)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _consents(form: Answers) -> bool:
    return _answer(form, "reception", "sharing_consent") is True


def _refuses(form: Answers) -> bool:
    return not _consents(form)


def _always(form: Answers) -> bool:  # noqa: ARG001 - a rule's condition
    return True


def _is(page: str, field: str, value: object) -> Callable[[Answers], bool]:
    return lambda form: _answer(form, page, field) == value


def _has(page: str, field: str, *values: str) -> Callable[[Answers], bool]:
    """Hold where a row of the page has one of the values, or any value where none is named."""

    def holds(form: Answers) -> bool:
        answers = [row.get(field) for row in _rows(form, page)]
        return any(answer in values if values else bool(answer) for answer in answers)

    return holds


def _both(*conditions: Callable[[Answers], bool]) -> Callable[[Answers], bool]:
    return lambda form: all(condition(form) for condition in conditions)


def _branch(form: Answers) -> bool:
    return bool(_rows(form, "branches")) or _answer(form, "general", "office_kind") == "branch"


def _licensed(form: Answers) -> bool:
    """Hold where a 업종 is neither a service (…용역) nor 기타자유업 needs its licence."""
    names = [str(row.get("name") or "").strip() for row in _rows(form, "licences")]
    return any(name and not name.endswith("용역") and "기타자유업" not in name for name in names)


def _agents(form: Answers) -> bool:
    return bool(_rows(form, "agents"))


_CONSENT = Text(
    "행정정보 공동이용에 동의하여 온라인으로 확인합니다.",
    "Checked online, since you agreed to the sharing of public records.",
)
_NO_CONSENT = Text(
    "행정정보 공동이용에 동의하지 않았습니다.",
    "You did not agree to the sharing of public records.",
)
_BY_BUILDING = Text(
    "제조물품의 직접생산을 건축물관리대장으로 증명합니다.",
    "The building register is to prove your own production.",
)
_BY_FACTORY = Text(
    "제조물품의 직접생산을 공장등록증으로 증명합니다.",
    "The factory registration is to prove your own production.",
)
_BY_CERTIFICATE = Text(
    "제조물품의 직접생산을 직접생산증명서로 증명합니다.",
    "A direct production certificate is to prove your own production.",
)
_SEAL_WHY = Text("제출 서류가 있는 경우 필수입니다.", "At least one other document has to be sent.")

_FIRM = (
    "general.name",
    "general.business_number",
    "general.entity",
    "general.corporate_number",
    "general.opening_date",
    "general.postcode",
    "general.address",
    "general.address_detail",
    "representatives.name",
)
"""What a business registration says."""
_CATALOGUE_FIRM = (
    "general.name",
    "general.business_number",
    "general.representative",
    "general.entity",
    "general.corporate_number",
    "general.founded",
    "general.postcode",
    "general.address",
    "general.address_detail",
)
_PRODUCTION = ("manufactured", "factories")

_FACTORY = _has("manufactured", "proof", "factory")
_BUILDING = _has("manufactured", "proof", "building")
_CERTIFIED = _has("manufactured", "proof", "certificate")

_BUSINESS_REGISTRATION = (
    EnclosureRule(
        Enclosure.BUSINESS_REGISTRATION, CheckedHow.ONLINE, _CONSENT, _consents, about=_FIRM
    ),
    EnclosureRule(
        Enclosure.BUSINESS_REGISTRATION, CheckedHow.PAPER, _NO_CONSENT, _refuses, about=_FIRM
    ),
)

RULES: dict[Kind, tuple[EnclosureRule, ...]] = {
    Kind.SUPPLIER: (
        *_BUSINESS_REGISTRATION,
        EnclosureRule(
            Enclosure.PERMIT,
            CheckedHow.PAPER,
            Text("법인등록번호가 없는 단체입니다.", "The body has no corporate number."),
            _is("general", "entity", "association"),
            about=("general.entity", "general.name"),
        ),
        EnclosureRule(
            Enclosure.BRANCH_PLEDGE,
            CheckedHow.PAPER,
            Text("지사를 등록합니다.", "A branch is registered."),
            _branch,
            about=("branches", "general.office_kind"),
        ),
        EnclosureRule(
            Enclosure.PRODUCTION_CERTIFICATE,
            CheckedHow.ONLINE,
            _BY_CERTIFICATE,
            _both(_CERTIFIED, _consents),
            about=_PRODUCTION,
        ),
        EnclosureRule(
            Enclosure.PRODUCTION_CERTIFICATE,
            CheckedHow.PAPER,
            _NO_CONSENT,
            _both(_CERTIFIED, _refuses),
            about=_PRODUCTION,
        ),
        EnclosureRule(
            Enclosure.PRODUCTION_CERTIFICATE,
            CheckedHow.PAPER,
            Text(
                "중소벤처기업부가 아닌 기관의 직접생산증명서입니다.",
                "Another body than the SME ministry issued the direct production certificate.",
            ),
            _has("manufactured", "proof", "other_certificate"),
            about=_PRODUCTION,
        ),
        EnclosureRule(
            Enclosure.FACTORY_REGISTRATION,
            CheckedHow.ONLINE,
            _BY_FACTORY,
            _both(_FACTORY, _consents),
            about=_PRODUCTION,
        ),
        EnclosureRule(
            Enclosure.FACTORY_REGISTRATION,
            CheckedHow.PAPER,
            _NO_CONSENT,
            _both(_FACTORY, _refuses),
            about=_PRODUCTION,
        ),
        EnclosureRule(
            Enclosure.BUILDING_REGISTER,
            CheckedHow.ONLINE,
            _BY_BUILDING,
            _both(_BUILDING, _consents),
            about=_PRODUCTION,
        ),
        EnclosureRule(
            Enclosure.BUILDING_REGISTER,
            CheckedHow.PAPER,
            _NO_CONSENT,
            _both(_BUILDING, _refuses),
            about=_PRODUCTION,
        ),
        EnclosureRule(
            Enclosure.PRODUCTION_REQUEST,
            CheckedHow.PAPER,
            _BY_BUILDING,
            _BUILDING,
            about=_PRODUCTION,
        ),
        EnclosureRule(
            Enclosure.LEASE,
            CheckedHow.PAPER,
            Text(
                "건축물관리대장으로 증명하는 공장이 임대입니다.",
                "The factory proved by the building register is leased.",
            ),
            _both(_BUILDING, _has("factories", "tenure", "leased")),
            about=("factories",),
        ),
        EnclosureRule(
            Enclosure.MANUFACTURING_LICENCE,
            CheckedHow.PAPER,
            Text(
                "제조물품의 직접생산을 면허로 증명합니다.",
                "A licence is to prove your own production.",
            ),
            _has("manufactured", "proof", "licence"),
            about=_PRODUCTION,
        ),
        EnclosureRule(
            Enclosure.TYPE_APPROVAL,
            CheckedHow.PAPER,
            Text("형식승인번호를 적었습니다.", "You gave a type approval number."),
            _has("manufactured", "type_approval"),
            about=("manufactured",),
        ),
        EnclosureRule(
            Enclosure.LICENCE,
            CheckedHow.PAPER,
            Text(
                "면허·등록이 필요한 업종이 있습니다.",
                "An industry on the form needs a licence or registration.",
            ),
            _licensed,
            about=("licences",),
        ),
        EnclosureRule(
            Enclosure.VENTURE,
            CheckedHow.PAPER,
            Text("벤처기업으로 신청합니다.", "You apply as a certified venture."),
            _is("general", "venture", True),
            about=("general.venture", "general.venture_year"),
        ),
        EnclosureRule(
            Enclosure.EMPLOYMENT,
            CheckedHow.PAPER,
            Text("입찰대리인을 등록합니다.", "A bidding agent is registered."),
            _agents,
            about=("agents",),
        ),
    ),
    Kind.STOCKPILE: (
        *_BUSINESS_REGISTRATION,
        EnclosureRule(
            Enclosure.MANUFACTURING_PROOF,
            CheckedHow.PAPER,
            Text(
                "비축물자는 제조업체만 이용할 수 있습니다.",
                "Only manufacturers may use stockpiled goods.",
            ),
            _always,
            about=("items", "general.business_number"),
        ),
    ),
    Kind.CATALOGUE: (
        EnclosureRule(
            Enclosure.BUSINESS_REGISTRATION,
            CheckedHow.ONLINE,
            Text("사업자등록만 확인합니다.", "Only the business registration is checked."),
            _always,
            about=_CATALOGUE_FIRM,
        ),
    ),
    Kind.INSTITUTION: (
        EnclosureRule(
            Enclosure.INSTITUTION_APPLICATION,
            CheckedHow.PAPER,
            Text(
                "기관장 직인을 받아 공문이나 팩스로 보냅니다.",
                "Sealed by the head and sent by official letter or fax.",
            ),
            _always,
        ),
        EnclosureRule(
            Enclosure.CERTIFICATE_APPLICATION,
            CheckedHow.PAPER,
            Text("인증서 발급을 함께 신청합니다.", "A certificate is asked for too."),
            _is("certificate", "wanted", True),
        ),
    ),
}
