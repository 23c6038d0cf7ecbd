// A receipt checked in the browser, step by step, from its own bytes: RFC 9901, RFC 9162, C2SP signed-note. Asks no server.
const encoder = new TextEncoder();

const joined = (parts) => {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return whole;
};
const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", joined(parts)));
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
const base64url = (bytes) => base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const unbase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
const same = (one, other) => hex(one) === hex(other);

const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
};

const node = (left, right) => sha256(Uint8Array.of(1), left, right);

// RFC 9162, 2.1.3.2.
const rootOf = async (leaf, index, size, siblings) => {
  let own = index, last = size - 1, hash = leaf;
  if (index >= size) throw new Error(`${index} >= ${size}`);
  for (const sibling of siblings) {
    if (last === 0) throw new Error(`${siblings.length} > log2(${size})`);
    if (own % 2 || own === last) {
      hash = await node(sibling, hash);
      while (own % 2 === 0 && own !== 0) { own /= 2; last = Math.floor(last / 2); }
    } else hash = await node(hash, sibling);
    own = Math.floor(own / 2);
    last = Math.floor(last / 2);
  }
  if (last !== 0) throw new Error(`${siblings.length} < log2(${size})`);
  return hash;
};

const parsed = (note) => {
  const blank = note.lastIndexOf("\n\n");
  const text = note.slice(0, blank + 1);
  const [origin, size, root] = text.split("\n");
  return { text, origin, size: Number(size), root: unbase64(root), lines: note.slice(blank + 2).split("\n") };
};

const keyOf = async (vkey) => {
  const [name, id, encoded] = vkey.split(/\+(.{8})\+(.*)/s);
  const key = unbase64(encoded);
  const own = (await sha256(encoder.encode(`${name}\n`), key)).slice(0, 4);
  if (key[0] !== 1 || hex(own) !== id) throw new Error("key id");
  return { name, id, key: key.slice(1) };
};

const signatureOf = (note, { name, id }) => {
  for (const line of note.lines) {
    const [dash, signer, encoded] = line.split(" ");
    if (dash === "\u2014" && signer === name && hex(unbase64(encoded).slice(0, 4)) === id) return unbase64(encoded).slice(4);
  }
  throw new Error(`no signature by ${name}`);
};

// Each step answers with what it calculated; it throws where that is not what it must be.
const must = (holds, found) => {
  if (!holds) throw new Error(found);
  return found;
};
const STEPS = {
  words: async ({ entry, disclosures }) => {
    const digests = JSON.parse(entry)._sd ?? [];
    const own = await Promise.all(disclosures.map(async (text) => base64url(await sha256(encoder.encode(text)))));
    const strange = own.filter((digest) => !digests.includes(digest));
    return must(strange.length === 0, (strange.length ? strange : own).join(" "));
  },
  entry: async ({ entry }) => {
    const again = canonical(JSON.parse(entry));
    return must(again === entry, `${again.length} / ${entry.length}`);
  },
  leaf: async ({ entry, leaf }) => {
    const own = hex(await sha256(Uint8Array.of(0), encoder.encode(entry)));
    return must(own === leaf, own);
  },
  root: async ({ entry, position, siblings, checkpoint }) => {
    const note = parsed(checkpoint);
    const leaf = await sha256(Uint8Array.of(0), encoder.encode(entry));
    const own = await rootOf(leaf, position, note.size, siblings.map(unbase64));
    return must(same(own, note.root), base64(own));
  },
  signature: async ({ checkpoint, key }) => {
    const note = parsed(checkpoint);
    const signer = await keyOf(key);
    const signature = signatureOf(note, signer);
    const imported = await crypto.subtle.importKey("raw", signer.key, { name: "Ed25519" }, false, ["verify"]);
    const fits = await crypto.subtle.verify({ name: "Ed25519" }, imported, signature, encoder.encode(note.text));
    return must(fits && note.origin === signer.name, `${note.origin} ${note.size}`);
  },
};

// For each step: `holds` (true, false, or null where this browser cannot calculate it) and what was `found`.
export const check = async (receipt) => {
  const results = {};
  for (const [name, step] of Object.entries(STEPS)) {
    try {
      results[name] = { holds: true, found: await step(receipt) };
    } catch (error) {
      const unable = !globalThis.crypto?.subtle || error.name === "NotSupportedError";
      results[name] = { holds: unable ? null : false, found: unable ? "" : error.message };
    }
  }
  return results;
};

const show = (steps, verdict, results) => {
  const { holds, fails, cannot, found } = steps.dataset;
  for (const [name, result] of Object.entries(results)) {
    const item = steps.querySelector(`[data-step="${name}"]`);
    item.classList.add(result.holds ? "holds" : result.holds === false ? "fails" : "cannot");
    item.querySelector(".result").textContent = result.holds ? `✓ ${holds}` : result.holds === false ? `✗ ${fails}` : `– ${cannot}`;
    if (result.found) {
      const line = document.createElement("p");
      line.className = "hint break";
      line.textContent = `${found}: ${result.found}`;
      item.append(line);
    }
  }
  const all = Object.values(results);
  const failed = all.filter((result) => result.holds === false).length;
  const unable = all.filter((result) => result.holds === null).length;
  const said = failed ? verdict.dataset.some : unable ? verdict.dataset.unable : verdict.dataset.all;
  verdict.textContent = said.replace("{n}", failed || unable);
  verdict.className = failed ? "summary error" : "notice";
};

const data = document.getElementById("receipt");
if (data) {
  document.querySelector("[data-without-script]").hidden = true;
  show(document.getElementById("steps"), document.getElementById("verdict"), await check(JSON.parse(data.textContent)));
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = button.dataset.copied;
  });
}
