"""The demo school on this machine: a Zope instance below ``var``, its site, accounts and server."""
