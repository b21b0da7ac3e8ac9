"""What the demo school decides about its self-review: seen by everybody, with rules of its own."""

from hcmedu.portal.compliance.settings.store import ComplianceSettings
from hcmedu.portal.compliance.settings.store import KEY
from pathlib import Path
from typing import Any
from zope.annotation.interfaces import IAnnotations

import yaml


PATH = Path(__file__).parent / "duties.yaml"


def fill_duties(root: Any) -> bool:
    """Whether anything was set; what a school has set already stays."""
    if KEY in IAnnotations(root):
        return False
    settings = ComplianceSettings(root)
    for name, value in yaml.safe_load(PATH.read_text(encoding="utf-8")).items():
        setattr(settings, name, value)
    return True
