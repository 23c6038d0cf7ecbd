"""What happens: commands, event log, sealed store, clock, settings, command line."""
