"""Page 'Nguồn tin cấp trên' in the control panel; no feed is set by itself."""

from Products.GenericSetup.tool import SetupTool


PROFILE = "profile-hcmedu.portal:default"


def upgrade(setup: SetupTool) -> None:
    setup.runImportStepFromProfile(PROFILE, "controlpanel", run_dependencies=False)
