"""Commands: load, decide, append. One verb each, the same in domain, command, route and button; listed in `table`."""
