"""The demo school: content as data (``content/*.yaml``, ``files/``), put in by ``builder``."""
