// Small things that open and close: menus, panels, the sidebar on a phone, the numbers of a chart, table pages.

// What is open, outermost first: on a phone the tools open inside the bar's own panel.
const opened = [];

/** Close every menu and panel except those that hold `target`. */
export function closeMenus(target) {
  while (opened.length && !(target && opened.at(-1).box.contains(target))) {
    const { button, box } = opened.pop();
    if (box.id !== "bar-more") box.hidden = true;
    box.classList.remove("open");
    button.setAttribute("aria-expanded", "false");
  }
}

function openMenu(button, box) {
  opened.push({ button, box });
  box.hidden = false;
  box.classList.add("open");
  button.setAttribute("aria-expanded", "true");
  keepInside(box);
  items(box)[0]?.focus();
}

/** Turn a menu upwards or to the left where it would leave the window. */
function keepInside(box) {
  box.classList.remove("flip-up", "flip-left");
  const edge = box.getBoundingClientRect();
  const pane = box.closest(".modal-body, .scroll")?.getBoundingClientRect();
  if (edge.bottom > Math.min(innerHeight, pane?.bottom ?? innerHeight)) box.classList.add("flip-up");
  if (edge.right > innerWidth) box.classList.add("flip-left");
}

function items(box) {
  return [...box.querySelectorAll("[role=menuitem]")];
}

function onClick(event) {
  const button = event.target.closest("[aria-haspopup]");
  if (button) {
    const box = document.getElementById(button.getAttribute("aria-controls"));
    const again = opened.at(-1)?.button === button;
    closeMenus(button);
    if (!again) openMenu(button, box);
  } else closeMenus(event.target);
  reveal(event.target.closest("[data-reveal]"));
  turn(event.target.closest("[data-page]"));
}

function onKey(event) {
  if (!opened.length) return;
  const { button, box } = opened.at(-1);
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    closeMenus(button);
    button.focus();
    return;
  }
  const list = items(box);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !list.length) return;
  event.preventDefault();
  list[(list.indexOf(document.activeElement) + step + list.length) % list.length].focus();
}

function reveal(button) {
  if (!button) return;
  const table = document.getElementById(button.dataset.reveal);
  const hidden = table.classList.toggle("visually-hidden");
  button.setAttribute("aria-expanded", String(!hidden));
  button.textContent = hidden ? "Show numbers" : "Hide numbers";
}

function turn(button) {
  if (!button) return;
  const table = button.closest(".data-table");
  const rows = [...table.querySelectorAll("tbody tr")];
  const size = Number(table.dataset.pageSize);
  const from = rows.findIndex((row) => !row.hidden) + Number(button.dataset.page) * size;
  rows.forEach((row, index) => { row.hidden = index < from || index >= from + size; });
  table.querySelector("[role=status]").textContent = `${from + 1}–${Math.min(from + size, rows.length)} of ${rows.length}`;
  table.querySelector("[data-page='-1']").disabled = from <= 0;
  table.querySelector("[data-page='1']").disabled = from + size >= rows.length;
}

/** Listen for everything that opens, closes or turns. */
export function listenToMenus() {
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey, true);
}
