"""Applications and feedback (hồ sơ, góp ý): forms, receipt, the clerk's desk, answer, report.

A09, A10, A12, C05: 2326/GDĐT-THCS 1, 4210/GDĐT-TTTT III.3, Q8 2.6, 2.7, 2.14; 3082/GDĐT-TTTT 4.2.
"""
