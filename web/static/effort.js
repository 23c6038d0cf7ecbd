// A proof of work (ALTCHA, version 2, PBKDF2) made while the person reads; without scripts the page itself says how long to wait.
const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (array) => [...array].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export const solve = async ({ parameters, signature }) => {
  const { nonce, salt, cost, keyLength, keyPrefix } = parameters;
  const password = new Uint8Array(bytes(nonce).length + 4);
  password.set(bytes(nonce));
  const algorithm = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: cost };
  for (let counter = 0; ; counter += 1) {
    new DataView(password.buffer).setUint32(password.length - 4, counter);
    const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const derivedKey = hex(new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, keyLength * 8)));
    if (derivedKey.startsWith(keyPrefix)) {
      return btoa(JSON.stringify({ challenge: { parameters, signature }, solution: { counter, derivedKey } }));
    }
  }
};

const form = document.querySelector("form[data-challenge]");
if (form && globalThis.crypto?.subtle) {
  const hint = form.querySelector("[data-working]");
  let sending = false;
  form.addEventListener("submit", (event) => {
    if (form.elements.proof.value || event.submitter?.value === "change") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    sending = true;
    hint.textContent = hint.dataset.working;
    hint.setAttribute("role", "status");
  }, { capture: true });
  form.elements.proof.value = await solve(JSON.parse(form.dataset.challenge)).catch(() => "-");
  if (sending) form.submit();
}
