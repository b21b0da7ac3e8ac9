"""The visitor's half: forms of 2326/GDĐT-THCS 1 and feedback, receipt, look-up of the state.

A form is an ``EasyForm`` that the school changes by EasyForm's own means; what is sent goes into
the register, never into the content object or a mail.
"""
