"""The aggregate of one decision's whole procedure 一个决策的全过程."""
