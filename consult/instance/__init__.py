"""What an instance runs with: settings, clock, secret files, logs, working days, server and limits. Imports no other folder."""
