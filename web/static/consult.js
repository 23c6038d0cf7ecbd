// Four small helps; every page works without them.
const errors = document.getElementById("errors");
if (errors) errors.focus();

// What is typed into the form of a comment stays in this tab until it is sent: never a file, and nothing of it leaves the device.
const TYPED = ["kind", "articles", "text", "proposed_wording", "name", "organisation", "publish_name", "email", "phone"];
let tab = null;
try { tab = window.sessionStorage; } catch { /* switched off in this browser */ }

for (const form of tab ? document.querySelectorAll("form[data-typed]") : []) {
  const { typed, typedText, restoredText, clearText } = form.dataset;
  const place = `typed ${typed}`;
  const values = () => [...new FormData(form)].filter(([name]) => TYPED.includes(name));
  const fill = (entries, asked) => {
    for (const field of form.elements) {
      if (!TYPED.includes(field.name) || (field.name === "articles" && asked)) continue;
      const found = entries.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "radio" || field.type === "checkbox") field.checked = found.includes(field.value);
      else field.value = found[0] ?? "";
      if (field.type === "textarea") field.dispatchEvent(new Event("input"));
    }
  };
  const line = document.createElement("p");
  line.className = "hint";
  line.setAttribute("role", "status");
  const clear = document.createElement("button");
  clear.type = "button";
  clear.className = "secondary";
  clear.textContent = clearText;
  form.before(line, clear);
  const kept = tab.getItem(place);
  const restored = kept && kept !== JSON.stringify(values());
  if (restored) fill(JSON.parse(kept), new URLSearchParams(location.search).has("article"));
  line.textContent = (restored ? restoredText : "") + typedText;
  tab.removeItem(`sent ${typed}`);
  form.addEventListener("input", () => {
    try { tab.setItem(place, JSON.stringify(values())); } catch { /* the tab is full: the server still keeps what is sent */ }
  });
  clear.addEventListener("click", () => {
    tab.removeItem(place);
    fill([["kind", form.elements.kind[0].value]]);
    line.textContent = typedText;
    form.elements.text.focus();
  });
}

for (const form of tab ? document.querySelectorAll("form[data-sending]") : []) {
  const sending = `sent ${form.dataset.sending}`;
  tab.removeItem(sending);
  form.querySelector("[value=submit]").addEventListener("click", () => tab.setItem(sending, "1"));
}

const receipt = document.querySelector("[data-sent]");
if (tab && receipt && tab.getItem(`sent ${receipt.dataset.sent}`)) {
  tab.removeItem(`typed ${receipt.dataset.sent}`);
  tab.removeItem(`sent ${receipt.dataset.sent}`);
}

for (const area of document.querySelectorAll("textarea[data-count]")) {
  const limit = Number(area.dataset.count);
  const line = document.createElement("p");
  line.className = "hint";
  const spoken = document.createElement("p");
  spoken.className = "hidden";
  spoken.setAttribute("aria-live", "polite");
  area.after(line, spoken);
  let later;
  const count = () => {
    const left = limit - [...area.value.replace(/\r\n?/g, "\n").normalize("NFC")].length;
    const text = (left < 0 ? area.dataset.overText : area.dataset.countText).replace("{n}", Math.abs(left));
    line.textContent = text;
    line.classList.toggle("error", left < 0);
    clearTimeout(later);
    later = setTimeout(() => { spoken.textContent = text; }, 1000);
  };
  area.addEventListener("input", count);
  count();
}

for (const form of document.querySelectorAll("form[data-guard]")) {
  let sent = 0;
  form.addEventListener("submit", (event) => {
    if (Date.now() - sent < 3000) event.preventDefault();
    else sent = Date.now();
  });
}

// What is recorded while an activity is held: the page itself is asked again each second, and answered 304 where nothing is new.
const live = document.querySelector("[data-live]");
let known = "";
const watching = live && setInterval(async () => {
  if (document.hidden) return;
  const answer = await fetch(location.href, { cache: "no-cache" }).catch(() => null);
  if (!answer?.ok || answer.headers.get("etag") === known) return;
  known = answer.headers.get("etag");
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = fresh.querySelector("[data-live]") ?? fresh.querySelector("#statements ~ div");
  if (now && now.innerHTML !== live.innerHTML) live.replaceChildren(...now.cloneNode(true).childNodes);
  if (!fresh.querySelector("[data-live]")) clearInterval(watching);
}, 1000);
