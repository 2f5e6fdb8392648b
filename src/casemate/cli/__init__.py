"""The command line. Errors are one clear line on standard error; exit codes are in `casemate --help`."""
