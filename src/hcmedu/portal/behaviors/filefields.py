"""What a file field says of its files; ``content`` asks it wherever a file comes in.

Tagged values, since the checks of ``content`` lie above these field sets.
"""

from zope.schema import Field


#: The field takes pictures of pixels only: no SVG, which may carry scripts.
PICTURES_ONLY = "hcmedu.pictures_only"
#: Whatever the client says, its files are stored as of this media type; their content was checked.
MEDIA_TYPE = "hcmedu.media_type"


def takes_pictures_only(field: Field) -> bool:
    return bool(field.queryTaggedValue(PICTURES_ONLY))


def media_type_of(field: Field) -> str | None:
    """The media type of all files of that field; None where each has its own."""
    return field.queryTaggedValue(MEDIA_TYPE)
