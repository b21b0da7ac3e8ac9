"""Home page of a school, on the site and on a ``School`` alike."""


def test_renders(root, visit):
    html = visit(root, "school_home")
    print(html)
