// Verifies a receipt with @sigstore/verify: inclusion proof and checkpoint.
//
//   node verify.cjs MODULES ENTRY PROOF VKEY      (MODULES: the node_modules that hold @sigstore/verify)
//
// Exit 0: it holds; 1: it does not; anything else: the check itself went wrong.
"use strict";
const { createPublicKey } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const [modules, entryFile, proofFile, vkey] = process.argv.slice(2);
const { VerificationError } = require(join(modules, "@sigstore/verify"));
const { verifyTLogInclusion } = require(join(modules, "@sigstore/verify/dist/tlog"));

/** The log as sigstore knows one: address, id (of which a checkpoint names the first four bytes), key. */
function authority() {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey);
  const prefix = Buffer.from("302a300506032b6570032100", "hex");
  const key = Buffer.concat([prefix, Buffer.from(encoded, "base64").subarray(1)]);
  return { baseURL: `https://${name}`, logID: Buffer.from(id, "hex"), publicKey: createPublicKey({ key, format: "der", type: "spki" }) };
}

/** The receipt as sigstore has an entry of a log. */
function entry() {
  const proof = readFileSync(proofFile, "utf8");
  const blank = proof.indexOf("\n\n");
  const [, index, ...siblings] = proof.slice(0, blank).split("\n").filter((line) => !line.startsWith("extra "));
  const envelope = proof.slice(blank + 2);
  const [, treeSize, rootHash] = envelope.split("\n");
  const logIndex = /^index (\d+)$/.exec(index)[1];
  return {
    logIndex,
    canonicalizedBody: readFileSync(entryFile),
    inclusionProof: {
      logIndex,
      treeSize,
      rootHash: Buffer.from(rootHash, "base64"),
      hashes: siblings.map((line) => Buffer.from(line, "base64")),
      checkpoint: { envelope },
    },
  };
}

try {
  verifyTLogInclusion(entry(), [authority()]);
  console.log("accepted");
} catch (error) {
  if (!(error instanceof VerificationError)) throw error;
  console.log(`rejected: ${error.message}`);
  process.exitCode = 1;
}
process.on("uncaughtException", (error) => {
  console.error(error);
  process.exit(3);
});
