"""The colour scales of KRDS 1.1.0, the design system of Korea's government (범정부 UI/UX)."""

PRIMARY = {
    5: "#ecf2fe",
    10: "#d8e5fd",
    20: "#b1cefb",
    30: "#86aff9",
    40: "#4c87f6",
    50: "#256ef4",
    60: "#0b50d0",
    70: "#083891",
    80: "#052561",
    90: "#03163a",
    95: "#020f27",
}
GRAY = {
    0: "#ffffff",
    5: "#f4f5f6",
    10: "#e6e8ea",
    20: "#cdd1d5",
    30: "#b1b8be",
    40: "#8a949e",
    50: "#6d7882",
    60: "#58616a",
    70: "#464c53",
    80: "#33363d",
    90: "#1e2124",
    95: "#131416",
}
DANGER = {5: "#fdefec", 20: "#f7afa1", 40: "#f05f42", 50: "#de3412", 60: "#bd2c0f", 90: "#390d05"}
WARNING = {5: "#fff3db", 20: "#ffc95c", 50: "#9e6a00", 60: "#8a5c00", 90: "#2e1f00"}
SUCCESS = {5: "#eaf6ec", 20: "#a9dab4", 50: "#228738", 60: "#267337", 90: "#122b18"}
INFORMATION = {5: "#e7f4fe", 20: "#9ed2fa", 50: "#0b78cb", 60: "#096ab3", 90: "#03253f"}

TEXT_SIZES = {"body": 15, "lead": 17, "title": 19, "heading": 24}
"""Pixels at 100 %."""
