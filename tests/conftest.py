"""How many examples Hypothesis draws: `dev` for every run, `ci` for the gate (`--hypothesis-profile=ci`)."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# A machine that others use is no fault of the code: no deadline, and no complaint that drawing was slow.
_patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])

# The same examples every time, so that nobody's first run fails by a rare draw that is not theirs to mend.
settings.register_profile("dev", _patient, max_examples=40, derandomize=True)
# Other examples every time; what fails is printed with a line that repeats it.
settings.register_profile("ci", _patient, max_examples=200, print_blob=True)
settings.load_profile("dev")
