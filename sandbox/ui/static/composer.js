// The message box: Enter sends, a slash offers the app's commands.
import { act, refresh } from "./server.js";

/** Listen to every message box on the page, also those that come later. */
export function listenToComposers() {
  document.addEventListener("input", (event) => {
    const form = event.target.closest(".composer");
    if (form) onInput(form);
  });
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.(".composer");
    if (form && event.target.tagName === "TEXTAREA") onKey(event, form);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".composer")) return;
    event.preventDefault();
    send(event.target);
  });
  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest(".completion");
    if (!option) return;
    event.preventDefault();
    take(option.closest(".composer"), option);
  });
  document.addEventListener("focusout", (event) => {
    const form = event.target.closest(".composer");
    if (form) offer(form, "");
  });
}

const parts = (form) => ({
  box: form.querySelector("textarea"),
  list: form.querySelector(".completions"),
  options: [...form.querySelectorAll(".completion")],
});

function onInput(form) {
  const { box } = parts(form);
  form.querySelector("[type=submit]").disabled = !box.value.trim();
  box.rows = Math.min(box.value.split("\n").length, 8);
  offer(form, box.value);
}

/** Show the commands that begin with what was typed. */
function offer(form, typed) {
  const { box, list, options } = parts(form);
  let shown = 0;
  for (const option of options) {
    option.hidden = !typed.startsWith("/") || !option.dataset.text.startsWith(typed) || option.dataset.text === typed;
    option.setAttribute("aria-selected", "false");
    if (!option.hidden) shown += 1;
  }
  list.hidden = !shown;
  box.setAttribute("aria-expanded", String(Boolean(shown)));
  box.removeAttribute("aria-activedescendant");
}

function onKey(event, form) {
  if (event.isComposing) return;
  const { box, list, options } = parts(form);
  const open = options.filter((option) => !option.hidden && !list.hidden);
  const at = open.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (open.length && step) {
    event.preventDefault();
    select(box, open, at < 0 && step < 0 ? open.length - 1 : (at + step + open.length) % open.length);
  } else if (open.length && event.key === "Escape") {
    event.preventDefault();
    offer(form, "");
  } else if (open.length && (event.key === "Tab" || (event.key === "Enter" && at >= 0))) {
    event.preventDefault();
    take(form, open[Math.max(at, 0)]);
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    form.requestSubmit();
  }
}

function select(box, open, index) {
  open.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
  open[index].scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", open[index].id);
}

function take(form, option) {
  const { box } = parts(form);
  box.value = option.dataset.text;
  box.focus();
  onInput(form);
}

async function send(form) {
  const { box } = parts(form);
  const text = box.value.trim();
  if (!text) return;
  box.value = "";
  onInput(form);
  const said = { channel: form.dataset.channel, text };
  if (form.dataset.thread) said.thread_ts = form.dataset.thread;
  if (await act("say", said)) ["main", "thread", "views"].forEach(refresh);
  else if (!box.value) {
    box.value = text;
    onInput(form);
  }
}
