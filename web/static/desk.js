// Long texts are kept on the server while they are typed; every desk page works without this.
const WAIT = 4000;

for (const form of document.querySelectorAll("form[data-saving]")) {
  const line = document.createElement("p");
  line.className = "hint";
  line.setAttribute("role", "status");
  form.append(line);
  let later, sent = "";
  const values = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    data.set("place", form.dataset.saving);
    return new URLSearchParams(data);
  };
  sent = values().toString();
  const save = async () => {
    const body = values();
    if (body.toString() === sent) return;
    try {
      const answer = await fetch("/desk/saving", { method: "POST", body });
      if (!answer.ok) throw new Error(answer.status);
      sent = body.toString();
      line.textContent = `${form.dataset.savedText} ${new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`;
    } catch {
      line.textContent = form.dataset.failedText;
      later = setTimeout(save, WAIT);
    }
  };
  form.addEventListener("input", () => { clearTimeout(later); later = setTimeout(save, WAIT); });
  form.addEventListener("submit", () => clearTimeout(later));
}

// One box that ticks all of its table.
for (const all of document.querySelectorAll("input[data-all]")) {
  all.parentElement.hidden = false;
  all.addEventListener("change", () => {
    for (const box of document.querySelectorAll(`input[name="${all.dataset.all}"]`)) box.checked = all.checked;
  });
}
