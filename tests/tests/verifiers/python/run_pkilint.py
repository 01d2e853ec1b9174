"""Runs pkilint's programs one after the other in one process, because starting one takes longer than its check.

Reads lines of JSON, each with the words of a command. Answers each with the program's exit status, which is the number of findings, and
the codes of the findings.
"""

import contextlib
import importlib
import io
import json
import sys


def main():
    for line in sys.stdin:
        program, *arguments = json.loads(line)
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            status = importlib.import_module("pkilint.bin." + program).main(arguments)
        reported = json.loads(said.getvalue())["results"] if said.getvalue() else []
        codes = [finding["code"] for result in reported for finding in result["finding_descriptions"]]
        print(json.dumps({"status": status, "codes": codes}), flush=True)


main()
