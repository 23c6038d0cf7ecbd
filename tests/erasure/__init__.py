"""What is erased or withheld is gone from every place, and everything still proves itself."""
