"""hcmedu.portal: the web portal that the law demands of a school of Hồ Chí Minh City."""

from zope.i18nmessageid import MessageFactory


_ = MessageFactory("hcmedu.portal")
