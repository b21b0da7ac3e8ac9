"""The editorial board at work: workflows, groups and roles, reasons, and what guards them.

``docs/workflow.md`` holds the table of states and rights; ``tests/editorial/test_matrix.py`` holds
it as data.
"""
