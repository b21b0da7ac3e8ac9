"""The page on which a school says how long it keeps what people sent with their opinions."""

from Products.GenericSetup.tool import SetupTool


PROFILE = "profile-hcmedu.portal:default"


def upgrade(setup: SetupTool) -> None:
    """Entries that are there stay as they are."""
    setup.runImportStepFromProfile(PROFILE, "controlpanel", run_dependencies=False)
