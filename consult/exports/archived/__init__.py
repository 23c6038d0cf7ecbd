"""What an archive package 归档包 has beside the public pack: internal records, and the index of all records (decision 40)."""
