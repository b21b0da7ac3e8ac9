"""Package metadata of hcmedu.portal; build system and tools stand in pyproject.toml."""

from pathlib import Path
from setuptools import find_namespace_packages
from setuptools import setup


here = Path(__file__).parent

setup(
    name="hcmedu.portal",
    version="1.0.0a1.dev0",
    description="The web portal that the law demands of a school of Hồ Chí Minh City",
    long_description=(here / "README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    author="hcmedu.portal contributors",
    license="GPL-2.0-only",
    keywords="plone school portal vietnam education",
    classifiers=[
        "Environment :: Web Environment",
        "Framework :: Plone",
        "Framework :: Plone :: 6.2",
        "Framework :: Plone :: Addon",
        "Natural Language :: Vietnamese",
        "Programming Language :: Python :: 3",
        "Programming Language :: Python :: 3.11",
        "Programming Language :: Python :: 3.12",
        "Programming Language :: Python :: 3.13",
    ],
    package_dir={"": "src"},
    packages=find_namespace_packages("src", include=["hcmedu.*"]),
    include_package_data=True,
    zip_safe=False,
    python_requires=">=3.11",
    install_requires=[
        "Markdown",
        "Plone>=6.2,<6.3",
        "beautifulsoup4",
        "collective.documentviewer",
        "collective.easyform",
        "collective.z3cform.datagridfield",
        "feedparser",
        "huey",
        "limits",
        "openpyxl",
        "Pillow",
        "plone.api",
        "plone.app.dexterity",
        "plone.distribution",
        "plone.restapi",
        "PyYAML",
        # repoze.catalog, which collective.documentviewer brings, needs it without saying so
        "six",
        "urllib3",
        # Leaves a mail server that does not answer after seconds
        "zope.sendmail>=7.3",
    ],
    extras_require={
        "test": [
            "aiosmtpd",
            "hypothesis",
            "jsonschema",
            "plone.app.contenttypes[test]",
            "plone.app.robotframework",
            "plone.app.testing",
            "pytest",
            "pytest-plone",
            "selenium",
        ],
        # Linters, news, translations, the PDFs of the demo school
        "dev": [
            "i18ndude",
            "polib",
            "reportlab",
            "ruff",
            "towncrier",
            "zpretty",
        ],
        # What buildout.cfg runs; in the lock so that versions.cfg pins it too
        "buildout": [
            "plone.recipe.zope2instance",
            "zc.buildout",
        ],
    },
    entry_points={
        "plone.autoinclude.plugin": ["target = plone"],
        "console_scripts": ["hcmedu = hcmedu.portal.cli:main"],
        "paste.filter_app_factory": ["compress = hcmedu.portal.instance.compression:compress"],
    },
)
