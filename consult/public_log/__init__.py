"""The transparency log: Merkle tree (RFC 9162), checkpoints and signed notes (C2SP), proofs."""
