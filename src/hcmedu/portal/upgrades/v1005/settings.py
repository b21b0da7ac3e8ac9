"""1005, settings of the self-review: their entry among the settings of the site."""

from Products.GenericSetup.tool import SetupTool


PROFILE = "profile-hcmedu.portal:default"


def upgrade(setup: SetupTool) -> None:
    """A second run changes nothing; what a school sets is made with its first change."""
    setup.runImportStepFromProfile(PROFILE, "controlpanel", run_dependencies=False)
