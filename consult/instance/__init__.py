"""What an instance runs with: settings, clock, secret files, logs, working days, server. Imports no other folder."""
