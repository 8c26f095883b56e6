// What happens when a person uses an element: the app is told, with the state of all that stands around it.
import { readElement, readSurface } from "./fields.js";
import { act, refresh } from "./server.js";
import { closeMenus } from "./menus.js";

/** Listen for presses and changes anywhere on the page. */
export function listenToElements() {
  document.addEventListener("click", onPress);
  document.addEventListener("change", onChange);
  document.addEventListener("keydown", onEnter);
  document.addEventListener("input", onType);
}

/** Ask a question in Slack's own small dialog; resolves to the answer. */
export function confirmed(question) {
  if (!question) return Promise.resolve(true);
  const words = (piece) => piece?.text ?? piece;
  const dialog = document.getElementById("confirm");
  document.getElementById("confirm-title").textContent = words(question.title);
  document.getElementById("confirm-text").textContent = words(question.text);
  document.getElementById("confirm-no").textContent = words(question.deny) || "Cancel";
  const yes = document.getElementById("confirm-yes");
  yes.textContent = words(question.confirm) || "Yes";
  yes.className = `btn ${question.style === "danger" ? "danger" : "primary"}`;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

async function onPress(event) {
  const button = event.target.closest("[data-press]");
  if (!button) return;
  const element = button.closest("[data-action-id]");
  const value = button.dataset.value === undefined ? null : JSON.parse(button.dataset.value);
  if (button.dataset.url) open(button.dataset.url, "_blank", "noopener");
  closeMenus();
  const kind = element.dataset.type;
  const said = kind === "overflow" ? { type: kind, selected_option: value } : { type: kind, value };
  if (said.value === null) delete said.value;
  await send(element, said, button);
}

async function onChange(event) {
  const element = event.target.closest(".element");
  if (element?.dataset.sends.includes("change")) await send(element, readElement(element));
}

async function onEnter(event) {
  const element = event.target.closest?.(".element");
  if (event.key !== "Enter" || event.isComposing || !element?.dataset.sends.includes("enter")) return;
  if (event.target.tagName === "TEXTAREA" && event.shiftKey) return;
  event.preventDefault();
  await send(element, readElement(element));
}

const waiting = new WeakMap();

function onType(event) {
  const element = event.target.closest(".element");
  if (!element?.dataset.sends.includes("type")) return;
  clearTimeout(waiting.get(element));
  waiting.set(element, setTimeout(() => send(element, readElement(element)), 250));
}

async function send(element, value, button) {
  const surface = element.closest("[data-container]");
  const question = element.dataset.confirm ? JSON.parse(element.dataset.confirm) : null;
  if (button?.getAttribute("aria-busy") === "true" || !(await confirmed(question))) return;
  button?.setAttribute("aria-busy", "true");
  await act("press", {
    container: JSON.parse(surface.dataset.container),
    block_id: element.dataset.blockId,
    action_id: element.dataset.actionId,
    value,
    state: readSurface(surface),
  });
  button?.removeAttribute("aria-busy");
  refresh("views");
}
