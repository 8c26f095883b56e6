// The stack of modal views in one real dialog: opening, closing, sending, and where the focus goes.
import { readSurface, showErrors } from "./fields.js";
import { act, refresh, whenDrawn } from "./server.js";

const dialog = document.getElementById("modal");
const NONE = { view: "", fields: [] };
let last = NONE;
let opener = null;
const busy = new Set();
let answered = "";

/** Keep the dialog in step with the views the workspace holds open. */
export function listenToModals() {
  whenDrawn("views", onDrawn);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close(top(), false);
  });
  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("[data-close]");
    if (button) close(button.closest(".view"), button.dataset.close === "all");
  });
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(event.target);
  });
}

function top() {
  return dialog.querySelector(".view:not([hidden])");
}

function onDrawn() {
  const view = top();
  if (!view) {
    if (dialog.open) dialog.close();
    last = NONE;
    // What stood there may have been drawn anew meanwhile.
    (opener?.isConnected ? opener : document.getElementById(opener?.id))?.focus();
    opener = null;
    return;
  }
  if (!dialog.open) {
    opener = document.activeElement;
    dialog.showModal();
  }
  settle(view);
}

/** Put the focus where a person expects it after a view has opened, turned its page or been refused. */
function settle(view) {
  const id = view.dataset.viewId;
  const fields = [...view.querySelectorAll(".block-input")].map((block) => block.dataset.blockId);
  const turned = id !== last.view || !fields.some((one) => last.fields.includes(one));
  const errors = JSON.parse(view.dataset.errors);
  const refused = answered === id && Object.keys(errors).length > 0;
  last = { view: id, fields };
  if (answered === id) answered = "";
  showErrors(view, errors, refused);
  if (refused) return;
  if (turned) {
    view.querySelector(".modal-body").scrollTop = 0;
    const wanted = view.querySelector("[data-focus-on-load] :is(input, textarea, select)");
    (wanted || view.querySelector("h2")).focus();
  } else if (!view.contains(document.activeElement)) {
    view.querySelector("h2").focus();
  }
}

async function close(view, all) {
  if (!view || busy.has(view.dataset.viewId)) return;
  await act("close", { view_id: view.dataset.viewId, clear: all });
  await refresh("views");
}

async function submit(view) {
  const id = view.dataset.viewId;
  if (busy.has(id)) return;
  busy.add(id);
  view.querySelector("[type=submit]").setAttribute("aria-busy", "true");
  await act("submit", { view_id: id, state: readSurface(view) });
  answered = id;
  await refresh("views");
  busy.delete(id);
  view.querySelector("[type=submit]")?.removeAttribute("aria-busy");
}
