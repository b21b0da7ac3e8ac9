"""A picture of a text is not an article: lists leave it out, albums show it."""

from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.school import find_section
from io import BytesIO
from PIL import Image
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.file import NamedBlobImage

import pytest


TITLE = "Ảnh chỉ để minh họa"


def upload(make, section, portal_type="Image", publish=False):
    if portal_type == "Image":
        stream = BytesIO()
        Image.new("RGB", (400, 300), "red").save(stream, "PNG")
        fields = {"image": NamedBlobImage(stream.getvalue(), filename="anh.png")}
    else:
        fields = {"file": NamedBlobFile(b"Noi dung", filename="tep.txt")}
    return make(section, portal_type, publish=publish, title=TITLE, **fields)


def use(make, section, resource):
    link = f'<a href="resolveuid/{api.content.get_uuid(resource)}">x</a>'
    text = RichTextValue(link, "text/html", "text/x-html-safe")
    make(section, "News Item", title="Tin có hình", text=text)
    assert api.content.get_state(resource) == "published"


@pytest.mark.parametrize("portal_type", ["File", "Image"])
@pytest.mark.parametrize("code", ["A01", "A05", "A17", "A28.1", "A34", "A07"])
def test_used_by_a_text_only(root, make, visit, code, portal_type):
    section = find_section(root, code)
    use(make, section, upload(make, section, portal_type))
    assert TITLE not in visit(section)
    assert TITLE not in visit(root, "school_home")


@pytest.mark.parametrize("code", ["A01", "A05", "A17", "A28.1"])
def test_public_by_itself_too(root, make, visit, code):
    section = find_section(root, code)
    use(make, section, upload(make, section, "File", publish=True))
    assert TITLE in visit(section)


def test_albums_show_it(root, make, visit):
    album = find_section(root, "A25")
    use(make, find_section(root, "A05"), upload(make, album))
    assert TITLE in visit(album)
    assert TITLE in visit(root, "school_home")


def test_not_a_line_of_the_ticker(root, make, visit):
    section = find_section(root, "A32")
    use(make, section, upload(make, section, "File"))
    html = visit(root, "school_home")
    assert "Tin có hình" in html
    assert TITLE not in html


def test_the_school_on_the_home_page(empty, make, visit):
    """The picture of the school may stand in the text of the introduction."""
    from hcmedu.portal.school.builder import build

    with api.env.adopt_roles(["Manager"]):
        build(empty)
    settings(empty).self_approval = True
    section = find_section(empty, "A01")
    use(make, section, upload(make, section))
    assert 'class="hcmedu-hero-picture"' in visit(empty, "school_home")


def test_uploads_are_not_offered(root, as_manager):
    """They are taken in A05, for texts; the buttons of the section are those of the catalogue."""
    html = as_manager(find_section(root, "A05"))
    assert "++add++News%20Item" in html or "++add++News Item" in html
    assert "++add++Image" not in html
