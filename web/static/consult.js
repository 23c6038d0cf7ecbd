// Three small helps; every page works without them.
const errors = document.getElementById("errors");
if (errors) errors.focus();

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
