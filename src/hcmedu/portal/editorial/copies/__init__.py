"""Working copies (bản làm việc): published content changes beside itself, then is replaced.

plone.app.iterate ties copy and original together; what is copied, who may do it and when it comes
back is decided here. ``baseline_of`` and ``working_copy_of`` answer None where there is none.
"""

from hcmedu.portal.editorial.copies.links import baseline_of
from hcmedu.portal.editorial.copies.links import working_copy_of


__all__ = ["baseline_of", "working_copy_of"]
