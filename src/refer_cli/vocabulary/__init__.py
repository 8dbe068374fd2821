"""The words of the field: needs, approaches, insurers, credentials, languages, populations, styles."""
