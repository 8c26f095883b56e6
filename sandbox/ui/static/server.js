// What passes between this page and the sandbox: acts go out, changed parts come in.
import { patch, remember } from "./patch.js";

const body = document.body;
export const me = body.dataset.as;
export const place = { at: body.dataset.at, thread: body.dataset.thread };

const afterwards = {};
const underway = {};

/** Run `then(root)` each time the part has been drawn anew. */
export function whenDrawn(part, then) {
  (afterwards[part] ||= []).push(then);
}

/** Send one act. Resolves to whether the sandbox took it; says why not where everybody can read it. */
export async function act(name, details = {}) {
  const address = `/ui/act/${name}?as=${encodeURIComponent(me)}`;
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(details),
    });
    const { done, say: words } = answer.ok
      ? await answer.json()
      : { done: false, say: "The sandbox could not do that. The inspector may show why." };
    if (words) say(words);
    return done;
  } catch {
    say("The sandbox does not answer. Is it still running?");
  }
  return false;
}

/** Draw a part again; calls that come while it is being fetched are answered by one more fetch. */
export function refresh(part) {
  const root = document.querySelector(`[data-part="${part}"]`);
  if (!root) return Promise.resolve();
  const now = underway[part];
  if (now) {
    now.again = true;
    return now.done;
  }
  const run = { again: false };
  underway[part] = run;
  run.done = fetchUntilQuiet(part, root, run).finally(() => delete underway[part]);
  return run.done;
}

async function fetchUntilQuiet(part, root, run) {
  do {
    run.again = false;
    const query = new URLSearchParams({ as: me, at: place.at, thread: place.thread });
    const answer = await fetch(`/ui/part/${part}?${query}`).catch(() => null);
    if (!answer?.ok || run.again) continue;
    patch(root, await answer.text());
    for (const then of afterwards[part] || []) then(root);
  } while (run.again);
}

const PARTS = {
  home: ["main", "ahead"],
  modal: ["views"],
  messages: ["main", "thread", "sidebar", "ahead"],
  unread: ["sidebar"],
  inspector: ["deliveries"],
  clock: ["clock", "main", "ahead"],
};

/** Listen for changes as long as the page is open; after a gap everything is drawn again. */
export function listen() {
  for (const root of document.querySelectorAll("[data-part]")) remember(root);
  const stream = new EventSource(`/ui/changes?as=${encodeURIComponent(me)}`);
  stream.addEventListener("open", () => ["views", "main", "sidebar", "deliveries"].forEach(refresh));
  stream.addEventListener("born", ({ data }) => {
    if (born && born !== data) location.href = "/";
    born = data;
  });
  stream.addEventListener("change", (event) => {
    const { kind } = JSON.parse(event.data);
    (PARTS[kind] || []).forEach(refresh);
  });
  addEventListener("pagehide", () => stream.close());
}

let born;
let hiding;

/** Say one sentence at the foot of the page, above any dialog, for a few seconds. */
export function say(sentence) {
  const notice = document.getElementById("notice");
  notice.hidePopover();
  notice.textContent = sentence;
  notice.showPopover();
  clearTimeout(hiding);
  hiding = setTimeout(() => notice.hidePopover(), 8000);
}
