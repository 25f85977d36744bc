import { type Html, html } from "@/lib/testing/council/html";
import type { Office } from "@/lib/testing/council/office";
import { answerForm, referenceForm } from "@/lib/testing/council/page-forms";
import { isImage } from "@/lib/testing/council/photo-box";
import { type Case, type DeskStatus, isClosed } from "@/lib/testing/council/records";
import { words } from "@/lib/testing/council/words";

/** One case as the works desk shows it, with its forms. `twice`: the same report arrived more than once. */
export function caseSheet(office: Office, one: Case, twice: boolean): Html {
  const name = one.reference ?? words.noReference;
  return html`<article class="sheet" id="case-${one.key}">
  <div class="top">
    <h3>${one.serviceName} <span class="reference">${one.reference ?? html`(${words.noReference})`}</span></h3>
    ${badge(one.status)}
  </div>
  <p class="meta">${time(one.requestedAt)} · ${one.origin === "ours" ? words.ours : sender(one)}</p>
  ${twice && html`<p class="wrong">${words.twice}</p>`}
  <p class="text">${linked(one.description)}</p>
  ${photos(one, name)}
  <dl>
    ${one.customerReference && row(words.quoted, one.customerReference)}
    ${one.token && row(words.token, one.token)}
    ${row(words.place, place(one))}
    ${one.sendersId && row(words.sendersId, one.sendersId)}
    ${answerRows(office, one)}
  </dl>
  ${history(office, one, name)}
  <details><summary>${words.answerHeading}</summary>
    ${one.reference === null ? html`<p class="meta">${words.referenceFirst}</p>` : answerForm(one)}
    ${referenceForm(one)}
  </details>
</article>`;
}

function row(term: string, value: string | Html): Html {
  return html`<dt>${term}</dt><dd>${value}</dd>`;
}

function sender({ reporter: { name, email, phone } }: Case): string {
  return `${words.from}: ${[name || words.nobody, email, phone].filter(Boolean).join(", ")}`;
}

function place(one: Case): string {
  const point = one.lat !== undefined && one.long !== undefined ? `${one.lat}, ${one.long}` : words.noPlace;
  return [one.address, one.addressId, point].filter(Boolean).join(" · ");
}

/** The answers with the questions' and the choices' own words where the service knows them. */
function answerRows(office: Office, one: Case): Html[] {
  const questions = office.desk.service(one.serviceCode)?.attributes ?? [];
  return Object.entries(one.answers)
    .filter(([code]) => code !== office.idAttribute)
    .map(([code, values]) => {
      const question = questions.find((candidate) => candidate.code === code);
      const named = values.map((value) => question?.values.find(({ key }) => key === value)?.name ?? value);
      return row(question?.description ?? code, named.join("; "));
    });
}

/** Thumbnails of uploaded and linked pictures; an address that is not http(s) is shown as text, never as a link. */
function photos(one: Pick<Case, "photoIds" | "mediaUrls">, name: string): Html | false {
  const sources = [
    ...one.photoIds.filter(isImage).map((id) => `/photos/${id}`),
    ...one.mediaUrls.filter(isWebAddress),
  ];
  const others = [
    ...one.photoIds.filter((id) => !isImage(id)),
    ...one.mediaUrls.filter((url) => !isWebAddress(url)),
  ];
  if (sources.length + others.length === 0) return false;
  return html`<ul class="photos">
    ${sources.map(
      (source, at) =>
        html`<li><a href="${source}" rel="noreferrer"><img src="${source}" alt="${words.photoAlt(at + 1, name)}" loading="lazy" referrerpolicy="no-referrer" width="128" height="96"></a></li>`,
    )}
    ${others.map((other) => html`<li>${words.attachment}: ${other.slice(0, 200)}</li>`)}
  </ul>`;
}

/** Text with its web addresses as links, so that one gets back to the report at the sender. */
function linked(text: string): (Html | string)[] {
  return text
    .split(/(https?:\/\/[^\s<>"']+)/i)
    .map((piece, at) =>
      at % 2 === 1 && URL.canParse(piece) ? html`<a href="${piece}" rel="noreferrer">${piece}</a>` : piece,
    );
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

/** What we and the sender said about the case, oldest first. */
function history(office: Office, one: Case, name: string): Html | false {
  const { updates, updatesReceived } = office.desk.state;
  const lines = [
    ...updates
      .filter((update) => update.caseKey === one.key)
      .map((update) => ({
        at: update.at,
        who: words.usSaying,
        what: [words.statuses[update.status], update.externalStatusCode, update.customerReference],
        text: update.text,
        photoIds: update.photoIds,
        mediaUrls: [],
      })),
    ...updatesReceived
      .filter((update) => update.caseKey === one.key)
      .map((update) => ({
        at: update.at,
        who: words.themSaying,
        what: [update.status],
        text: update.description,
        photoIds: update.files.map((file) => file.photoId),
        mediaUrls: update.fields.media_url ?? [],
      })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  if (lines.length === 0) return false;
  return html`<ol class="history" aria-label="${words.history}">
    ${lines.map(
      (
        line,
      ) => html`<li><strong>${line.who}: ${line.what.filter(Boolean).join(" · ")}</strong> <span class="meta">${time(line.at)}</span>
        ${line.text && html`<p>${linked(line.text)}</p>`}
        ${photos(line, name)}</li>`,
    )}
  </ol>`;
}

/** A drop with a dot, ring, tick or bar: the state in shape as well as in colour and word. */
function badge(status: DeskStatus): Html {
  const kind =
    status === "fixed" ? "fixed" : isClosed(status) ? "closed" : status === "open" ? "open" : "busy";
  const marks = {
    open: html`<circle class="mark dot" cx="10" cy="9" r="3.5"/>`,
    busy: html`<circle class="mark" cx="10" cy="9" r="3.5" stroke-width="2"/>`,
    fixed: html`<path class="mark" d="M6 9l3 3 5-6" stroke-width="2.2"/>`,
    closed: html`<path class="mark" d="M6 9h8" stroke-width="2.6"/>`,
  };
  return html`<span class="badge ${kind}"><svg viewBox="0 0 20 24" aria-hidden="true"><path fill="currentColor" d="M10 24C4 16 1 13 1 9a9 9 0 0 1 18 0c0 4-3 7-9 15z"/>${marks[kind]}</svg><span>${words.statuses[status]}</span></span>`;
}

function time(at: Date): Html {
  const shown = at.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
  return html`<time datetime="${at.toISOString()}">${shown} UTC</time>`;
}
