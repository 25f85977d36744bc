import { type Html, html } from "@/lib/testing/council/html";
import type { Office } from "@/lib/testing/council/office";
import { caseSheet } from "@/lib/testing/council/page-case";
import { raiseForm } from "@/lib/testing/council/page-forms";
import { isClosed } from "@/lib/testing/council/records";
import { words } from "@/lib/testing/council/words";

const casesOnPage = 30;

/** The works desk: what came in, newest first, and a form for problems of our own. `before`: only older cases. */
export function deskPage(office: Office, said: string | null, before: number | undefined): string {
  const { cases, received } = office.desk.state;
  const older = cases.filter((one) => before === undefined || one.key < before);
  const shown = older.slice(-casesOnPage).reverse();
  const waiting = cases.filter((one) => !isClosed(one.status)).length;
  const times = new Map<string, number>();
  for (const note of received) {
    const id = note.attributes[office.idAttribute]?.[0];
    if (id !== undefined) times.set(id, (times.get(id) ?? 0) + 1);
  }
  return frame(html`<main>
  <p class="intro">${words.intro}</p>
  ${said !== null && Object.hasOwn(words.done, said) && html`<p class="sheet said" role="status">${words.done[said as keyof typeof words.done]}</p>`}
  <div class="columns">
    <section aria-labelledby="received">
      <div class="top"><h2 id="received">${words.received}</h2><span class="meta">${countOpen(waiting)}</span><a href="/">${before === undefined ? words.refresh : words.newest}</a></div>
      ${shown.length === 0 && html`<p class="sheet">${words.empty}</p>`}
      ${shown.map((one) => caseSheet(office, one, one.sendersId !== undefined && (times.get(one.sendersId) ?? 0) > 1))}
      ${older.length > shown.length && html`<nav><a href="/?before=${shown.at(-1)?.key}">${words.older}</a></nav>`}
    </section>
    <aside class="sheet" aria-labelledby="raise"><h2 id="raise">${words.raiseHeading}</h2><p class="meta">${words.raiseIntro}</p>${raiseForm(office)}</aside>
  </div>
</main>`);
}

/** A page that says why something was not done. */
export function sorryPage(reasons: readonly string[]): string {
  return frame(html`<main>${reasons.map((reason) => html`<p class="sheet wrong" role="alert">${reason}</p>`)}
  <p><a href="/">${words.failed.back}</a></p></main>`);
}

function countOpen(waiting: number): string {
  if (waiting === 0) return words.waiting.none;
  return waiting === 1 ? words.waiting.one : words.waiting.many(waiting);
}

function frame(main: Html): string {
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${words.title} (${words.demo})</title><link rel="stylesheet" href="/style.css"></head>
<body>
<header><div><p>${words.council}</p><h1>${words.desk}</h1><span class="demo">${words.demo}</span></div></header>
${main}
<footer>${words.footer}</footer>
</body>
</html>`.text;
}
