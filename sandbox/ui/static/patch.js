// Draws a part anew without disturbing the person: what did not change stays the very same node, and what
// was replaced takes over what the person had typed, chosen and focused, by block_id and action_id as Slack does.
import { isTouched, readElement, writeElement } from "./fields.js";

// What each kept node looked like when it came from the server, before the person touched it.
const sources = new WeakMap();

/** Remember how the page came, so that the first change can tell what is new. */
export function remember(root) {
  for (const node of root.querySelectorAll("[data-k]")) sources.set(node, node.outerHTML);
}

/** Replace the content of `root` by `html`. */
export function patch(root, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const node of template.content.querySelectorAll("[data-k]")) sources.set(node, node.outerHTML);
  const focus = focused(root);
  const values = valuesIn(root);
  patchChildren(root, template.content, values);
  refocus(root, focus);
}

// What stays is never moved unless its order changed: a node that moves loses focus and scrolling.
function patchChildren(old, fresh, values) {
  const before = new Map([...old.children].map((node) => [node.dataset.k, node]));
  const after = [...fresh.children];
  const wanted = new Set(after.map((node) => node.dataset.k));
  for (const [key, node] of before) if (!wanted.has(key)) node.remove();
  let cursor = old.firstElementChild;
  for (const node of after) {
    const was = before.get(node.dataset.k);
    const kept = keep(was, node, values);
    if (was && was === cursor) cursor = cursor.nextElementSibling;
    if (was !== kept) was?.remove();
    if (kept.nextElementSibling !== cursor || kept.parentNode !== old) old.insertBefore(kept, cursor);
    if (kept === node) restore(node, values);
    before.delete(node.dataset.k);
  }
  while (cursor) {
    const next = cursor.nextElementSibling;
    cursor.remove();
    cursor = next;
  }
}

/** Return the node to stand in the page: the old one where it can stay, else the fresh one. */
function keep(was, node, values) {
  if (!was || was.tagName !== node.tagName) return node;
  if (sources.get(was) === sources.get(node)) return was;
  if (!node.hasAttribute("data-patch")) return node;
  for (const { name, value } of node.attributes) was.setAttribute(name, value);
  for (const { name } of [...was.attributes]) if (!node.hasAttribute(name)) was.removeAttribute(name);
  sources.set(was, sources.get(node));
  patchChildren(was, node, values);
  return was;
}

function address(element) {
  const container = element.closest("[data-container]")?.dataset.container;
  const { blockId, actionId, type } = element.dataset;
  return JSON.stringify([container, blockId, actionId, type]);
}

function valuesIn(root) {
  const touched = [...root.querySelectorAll(".element")].filter(isTouched);
  return new Map(touched.map((one) => [address(one), readElement(one)]));
}

function restore(node, values) {
  for (const element of node.querySelectorAll(".element")) {
    const value = values.get(address(element));
    if (value) writeElement(element, value);
  }
}

function focused(root) {
  const node = document.activeElement;
  if (!node?.id || !root.contains(node)) return null;
  const caret = typeof node.selectionStart === "number" ? [node.selectionStart, node.selectionEnd] : null;
  return { node, id: node.id, caret, scrolled: node.scrollTop };
}

function refocus(root, was) {
  if (!was || document.activeElement === was.node) return;
  const node = was.node.isConnected ? was.node : document.getElementById(was.id);
  if (!node || !root.contains(node)) return;
  node.focus({ preventScroll: true });
  if (was.caret && node.setSelectionRange) node.setSelectionRange(...was.caret);
  node.scrollTop = was.scrolled;
}
