-- Files are looked into for more than before: every one of them is examined again.
UPDATE sealed.blobs SET notes = NULL WHERE notes IS NOT NULL;
