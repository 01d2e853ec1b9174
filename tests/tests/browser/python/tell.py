"""Runs one scenario. Arguments: its name, the folder for its screenshots. Reads its input and prints its result as JSON."""

import importlib
import json
import pathlib
import sys

from page_driver import Stage
from playwright.sync_api import sync_playwright


def main():
    scenario, pictures = sys.argv[1:]
    told = json.load(sys.stdin)
    with sync_playwright() as playwright:
        answer = importlib.import_module(f"scenarios.{scenario}").tell(Stage(playwright.chromium, pathlib.Path(pictures)), told)
    json.dump(answer, sys.stdout)


main()
