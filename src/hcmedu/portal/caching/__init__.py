"""What browsers and Zope may keep of an answer, by plone.app.caching: never longer than it is true.

Pages of visitors are kept and asked for again with an ETag, files and pictures with their date;
people who have logged in always get a fresh page. Resources change their address when they change.
"""
