"""Templates for Windows group policy, made of the table of settings.

    python -m installer.policy FOLDER

writes g2b-registration.admx with its texts in ko-KR and en-US, for a domain's PolicyDefinitions
folder; the installed program for Windows has them in `policy`. What a policy sets lies in
HKEY_LOCAL_MACHINE, as desktop_client/administrator.py reads it.
"""

import sys
import xml.etree.ElementTree as ET
from pathlib import Path

from desktop_client.administrator import POLICY_KEY
from desktop_client.settings import SETTINGS, Setting
from installer.product import product
from registration.text import Language, Text

NAME = "g2b-registration"
SCHEMA = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
TITLE = Text("나라장터 이용자등록", "KONEPS Registration")
SUPPORTED = Text("나라장터 이용자등록의 모든 버전", "All versions of KONEPS Registration")
LANGUAGES: dict[Language, str] = {"ko": "ko-KR", "en": "en-US"}


def write_templates(folder: Path) -> None:
    """Write the three files."""
    _write(policies(), folder / f"{NAME}.admx")
    for language, culture in LANGUAGES.items():
        _write(texts(language), folder / culture / f"{NAME}.adml")


def policies() -> ET.Element:
    """Return the ADMX file: one policy for each setting, without its words."""
    top = ET.Element("policyDefinitions", revision="1.0", schemaVersion="1.0", xmlns=SCHEMA)
    spaces = ET.SubElement(top, "policyNamespaces")
    ET.SubElement(spaces, "target", prefix="g2b", namespace="G2B.Registration.Policies")
    ET.SubElement(top, "resources", minRequiredRevision="1.0")
    supported = ET.SubElement(ET.SubElement(top, "supportedOn"), "definitions")
    ET.SubElement(supported, "definition", name="all", displayName="$(string.supported)")
    categories = ET.SubElement(top, "categories")
    ET.SubElement(categories, "category", name="g2b", displayName="$(string.title)")
    listed = ET.SubElement(top, "policies")
    for name, setting in SETTINGS.items():
        listed.append(_policy(name, setting))
    return top


def texts(language: Language) -> ET.Element:
    """Return the ADML file of one language: what the policies and their choices are called."""
    top = ET.Element("policyDefinitionResources", revision="1.0", schemaVersion="1.0", xmlns=SCHEMA)
    title = TITLE.show(language)
    ET.SubElement(top, "displayName").text = title
    ET.SubElement(top, "description").text = f"{title} {product().version}"
    resources = ET.SubElement(top, "resources")
    strings = ET.SubElement(resources, "stringTable")
    _string(strings, "title", title)
    _string(strings, "supported", SUPPORTED.show(language))
    for name, setting in SETTINGS.items():
        _string(strings, name, setting.title.show(language))
        _string(strings, f"{name}_about", setting.description.show(language))
        for number, words in enumerate(setting.choices.values()):
            _string(strings, f"{name}_{number}", words.show(language))
    looks = ET.SubElement(resources, "presentationTable")
    for name, setting in SETTINGS.items():
        look = ET.SubElement(looks, "presentation", id=name)
        look.append(_control(setting))
    return top


def _policy(name: str, setting: Setting) -> ET.Element:
    policy = ET.Element(
        "policy",
        {
            "name": name,
            "class": "Machine",
            "displayName": f"$(string.{name})",
            "explainText": f"$(string.{name}_about)",
            "presentation": f"$(presentation.{name})",
            "key": POLICY_KEY,
        },
    )
    ET.SubElement(policy, "parentCategory", ref="g2b")
    ET.SubElement(policy, "supportedOn", ref="all")
    elements = ET.SubElement(policy, "elements")
    if setting.choices:
        choices = ET.SubElement(elements, "enum", id="value", valueName=name, required="true")
        for number, value in enumerate(setting.choices):
            item = ET.SubElement(choices, "item", displayName=f"$(string.{name}_{number})")
            _value(ET.SubElement(item, "value"), value)
    elif isinstance(setting.default, list):
        ET.SubElement(elements, "multiText", id="value", valueName=name)
    else:
        ET.SubElement(elements, "text", id="value", valueName=name, maxLength="2000")
    return policy


def _value(place: ET.Element, value: object) -> None:
    if isinstance(value, int):
        ET.SubElement(place, "decimal", value=str(value))
    else:
        ET.SubElement(place, "string").text = str(value)


def _control(setting: Setting) -> ET.Element:
    """Return what the value is set with; only a text box holds its label inside."""
    if setting.choices:
        return ET.Element("dropdownList", refId="value", noSort="true")
    if isinstance(setting.default, list):
        return ET.Element("multiTextBox", refId="value")
    box = ET.Element("textBox", refId="value")
    ET.SubElement(box, "label")
    return box


def _string(table: ET.Element, name: str, words: str) -> None:
    ET.SubElement(table, "string", id=name).text = words


def _write(top: ET.Element, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    ET.indent(top)
    ET.ElementTree(top).write(file, "utf-8", xml_declaration=True)


if __name__ == "__main__":
    write_templates(Path(sys.argv[1]))
