import { type Html, html } from "@/lib/testing/council/html";
import type { Office } from "@/lib/testing/council/office";
import { type Case, DeskStatus } from "@/lib/testing/council/records";
import { words } from "@/lib/testing/council/words";

/** About the middle of Alderwick, in degrees. */
const townCentre = { lat: 54.6, long: 2.3 };
const fileInput = html`<input type="file" name="photo" accept="image/jpeg,image/png,image/webp,image/gif">`;

/** Note, photo, code, and one button for each thing a clerk does most. */
export function answerForm(one: Case): Html {
  const others = DeskStatus.options.filter((status) => !["in_progress", "fixed", "closed"].includes(status));
  return html`<form method="post" action="/cases/${one.key}/say" enctype="multipart/form-data">
    <label>${words.note}<textarea name="text" maxlength="4000"></textarea></label>
    <div class="pair">
      <label>${words.photo}${fileInput}</label>
      <label>${words.code}<input name="code" maxlength="40"></label>
    </div>
    <div class="buttons">
      <button class="main" name="status" value="in_progress">${words.setInProgress}</button>
      <button class="main" name="status" value="fixed">${words.setFixed}</button>
      <button name="status" value="closed">${words.setClosed}</button>
      <button name="status" value="same">${words.justSay}</button>
    </div>
    <div class="pair">
      <label>${words.otherState}<select name="other">${others.map(
        (status) =>
          html`<option value="${status}"${status === one.status && html` selected`}>${words.statuses[status]}</option>`,
      )}</select></label>
      <div><button name="status" value="other">${words.setOther}</button></div>
    </div>
  </form>`;
}

export function referenceForm(one: Case): Html {
  const given = one.reference !== null;
  return html`<form method="post" action="/cases/${one.key}/reference" enctype="multipart/form-data">
    <div class="pair">
      <label>${words.reference}<input name="reference" maxlength="60"${given && html` required`}></label>
      <div><button>${given ? words.replaceReference : words.giveReference}</button></div>
    </div>
    ${given && html`<p class="meta">${words.referenceHint}</p>`}
  </form>`;
}

export function raiseForm(office: Office): Html {
  return html`<form method="post" action="/raise" enctype="multipart/form-data">
    <label>${words.service}<select name="service" required>${office.desk.settings.services.map(
      ({ serviceCode, serviceName }) => html`<option value="${serviceCode}">${serviceName}</option>`,
    )}</select></label>
    <label>${words.description}<textarea name="description" required maxlength="4000"></textarea></label>
    <div class="pair">
      <label>${words.latitude}<input name="lat" inputmode="decimal" required value="${townCentre.lat}"></label>
      <label>${words.longitude}<input name="long" inputmode="decimal" required value="${townCentre.long}"></label>
    </div>
    <label>${words.photo}${fileInput}</label>
    <div class="buttons"><button class="main">${words.raise}</button></div>
  </form>`;
}
