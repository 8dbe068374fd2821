"""Free text to understood facts, by rule and offline: nothing that was not said (pure)."""
