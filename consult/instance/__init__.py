"""What one instance is run with: settings, clock, secret files, logs, working-day calendar, server. Knows no other folder."""
