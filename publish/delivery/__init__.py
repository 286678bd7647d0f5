"""Delivers releases to where readers fetch them, so that they never see a mixture.

address.py      the address of a target, and the kinds of targets
credentials.py  passwords, from the usual places
failures.py     what goes wrong with a target, as diagnostics without a secret
stores/         a folder, S3, SFTP and WebDAV: one module for each kind
connection.py   steps that are tried again where the line is bad
parcel.py       the files to deliver, in the order of their stages
state.py        what the target has, and which of it is in doubt
plan.py         what has to be sent and removed
transfer.py     the sending: written beside, read back, renamed
"""
