"""Baseline: Python's csv reader alone, which reads a table and does nothing with it."""

import csv
import sys


def main() -> None:
    with open(sys.argv[1], newline="", encoding="utf-8") as file:
        for _ in csv.reader(file):
            pass


main()
