"""What one instance is run with: settings, clock, secret files, logs, calendar of working days, server with its limits. Knows no other folder."""
