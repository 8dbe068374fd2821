"""`refer`: a therapist's referral rolodex on the command line."""

__version__ = "0.1.0"
