"""What visitors send in: kept, counted and guarded, whatever it is about.

Receipts that cannot be guessed, honeypot and throttle of every public form, a store in which
requests do not meet, files by their content, deletion when the period is over (4210/GDĐT-TTTT
III.3, 3082/GDĐT-TTTT 4.2).
"""
