"""Pages 'Giao diện' and 'Trang chủ' in the control panel; the look itself stays as it is."""

from Products.GenericSetup.tool import SetupTool


PROFILE = "profile-hcmedu.portal:default"


def upgrade(setup: SetupTool) -> None:
    setup.runImportStepFromProfile(PROFILE, "controlpanel", run_dependencies=False)
