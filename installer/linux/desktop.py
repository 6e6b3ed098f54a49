"""What a desktop is told of the client: menu entry, AppStream data, kinds of file."""

from xml.sax.saxutils import escape

from installer.product import Product


def menu_entry(product: Product) -> str:
    """Return the .desktop file (Desktop Entry Specification 1.5)."""
    told = product.client.more
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        f"Name={told['title']['en']}",
        f"Name[ko]={told['title']['ko']}",
        f"Comment={told['summary']['en']}",
        f"Comment[ko]={told['summary']['ko']}",
        f"Exec={product.client.package} %f",
        f"Icon={product.client.package}",
        f"Categories={';'.join(told['categories'])};",
        f"Keywords={told['keywords']['en']}",
        f"Keywords[ko]={told['keywords']['ko']}",
        f"MimeType={';'.join(kind.mime for kind in product.files)};",
        f"StartupWMClass={product.client.package}",
        "Terminal=false",
    ]
    return "\n".join(lines) + "\n"


def appstream(product: Product, released: str) -> str:
    """Return the AppStream metadata; `released` is a day as 2026-11-27."""
    told = product.client.more
    paragraphs = [f"    <p>{escape(text)}</p>" for text in told["description"]["en"]]
    paragraphs += [f'    <p xml:lang="ko">{escape(text)}</p>' for text in told["description"]["ko"]]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<component type="desktop-application">',
        f"  <id>{told['id']}</id>",
        "  <metadata_license>CC0-1.0</metadata_license>",
        f"  <project_license>{product.licence}</project_license>",
        f"  <name>{escape(told['title']['en'])}</name>",
        f'  <name xml:lang="ko">{escape(told["title"]["ko"])}</name>',
        f"  <summary>{escape(told['summary']['en'])}</summary>",
        f'  <summary xml:lang="ko">{escape(told["summary"]["ko"])}</summary>',
        "  <description>",
        *paragraphs,
        "  </description>",
        f'  <launchable type="desktop-id">{product.client.package}.desktop</launchable>',
        f"  <provides><binary>{product.client.package}</binary></provides>",
        '  <content_rating type="oars-1.1"/>',
        f'  <releases><release version="{product.version}" date="{released}"/></releases>',
        "</component>",
    ]
    return "\n".join(lines) + "\n"


def file_kinds(product: Product) -> str:
    """Return the kinds of file for shared-mime-info."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">',
    ]
    for kind in product.files:
        lines += [
            f'  <mime-type type="{kind.mime}">',
            f"    <comment>{escape(kind.en)}</comment>",
            f'    <comment xml:lang="ko">{escape(kind.ko)}</comment>',
            f'    <glob pattern="*.{kind.ending}"/>',
            "  </mime-type>",
        ]
    return "\n".join([*lines, "</mime-info>"]) + "\n"
