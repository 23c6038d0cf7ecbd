"""What one instance is run with: settings, clock, secret files, logs, calendar of working days, server. Knows no other folder."""
