"""Which words of another language may stand on a screen, and why."""

DATA = (
    "김이용",
    "나라토큰",
    "이갱신",
    "다른상사(Other)",
    "다른상사",
    "모의기술 주식회사(Mock)",
    "한빛연습산업(Hanbit)",
    "연습군청(Office)",
    "연습상사(Practice)",
    "주식회사",
    "연습업체",
    "연습 인증기관",
    "한국도로공사",
    "뇌물 제공",
    "옛 이름",
    "가나상사",
    "홍길동",
    "이영희",
    "볼펜",
    "인감증명서.png",
    "사업자등록증의 개업일자와 신청서의 개업일자가 다릅니다.",
    "국가계약법 제27조제1항제7호",
    "practiceCA Class 3",
    "practiceCA",
    "Practice RootCA",
    "nonce-of-the-challenge",
    "practice",
)
"""Made-up names and texts of people, firms, offices and CAs; what an officer has written."""

SOURCES = (
    "조달청 업종 및 근거법규서비스",
    "연습용 발췌(조달청 물품목록에서 고른 품목)",
    "금융기관 공동코드(공개 목록 대조)",
    "행정안전부 법정동코드 전체자료",
    "나라장터 소관구분",
    "행정안전부 행정표준코드",
    "공개 사본",
)
"""Names of the sources of the code tables: they are looked up by their Korean names."""

IN_ENGLISH = ("한국어", *SOURCES, "시도 및 시군구", "법정동")
"""The button that leads to Korean, and terms that are recognised by their Korean alone."""

IN_KOREAN = frozenset(
    {
        "English",
        *("KST", "ID", "QR", "KB", "GB", "MB", "RSA", "SHA", "DN", "RFC", "OCSP", "CMP", "JSON"),
        *("PFX", "NPKI", "CaPubs", "PKCS", "PDF", "JPEG", "PNG", "TIFF", "HEIC", "CSV"),
        *("hwp", "hwpx", "https", "http", "cnf", "PIN"),
        *("Caps", "Lock", "Alt", "Ctrl", "Shift", "Del", "Esc", "Enter", "Tab", "PgUp", "PgDn"),
        *("KISA", "RootCA", "Class", "yessignCA", "CrossCert", "SignKorea", "TradeSign", "CA"),
        *("CrossCertCA", "TradeSignCA", "Python", "Linux", "Unicode", "CLDR", "babel", "ISO"),
        *("signGATE",),
    }
)
"""The button that leads to English; abbreviations, keys and names that have no other spelling."""

AS_THEY_ARE = frozenset(
    {"about-libraries", "about-licence", "signed-original", "report-text", "lookup-findings"}
)
"""Object names of texts that are shown in the language they are written in."""
