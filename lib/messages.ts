import { createTranslator } from "use-intl/core";
import { locale, timeZone } from "@/lib/locale";
import account from "@/messages/en/account.json";
import admin from "@/messages/en/admin.json";
import adminActions from "@/messages/en/admin-actions.json";
import adminBodies from "@/messages/en/admin-bodies.json";
import adminClients from "@/messages/en/admin-clients.json";
import adminConnections from "@/messages/en/admin-connections.json";
import adminContacts from "@/messages/en/admin-contacts.json";
import adminDeadLetters from "@/messages/en/admin-dead-letters.json";
import adminDeliveries from "@/messages/en/admin-deliveries.json";
import adminHistory from "@/messages/en/admin-history.json";
import adminInboundMail from "@/messages/en/admin-inbound-mail.json";
import adminMatching from "@/messages/en/admin-matching.json";
import adminPolls from "@/messages/en/admin-polls.json";
import adminReports from "@/messages/en/admin-reports.json";
import adminServices from "@/messages/en/admin-services.json";
import adminStatuses from "@/messages/en/admin-statuses.json";
import adminTemplates from "@/messages/en/admin-templates.json";
import adminUpdates from "@/messages/en/admin-updates.json";
import adminUpdatesOut from "@/messages/en/admin-updates-out.json";
import adminUsers from "@/messages/en/admin-users.json";
import adminWebhooks from "@/messages/en/admin-webhooks.json";
import alerts from "@/messages/en/alerts.json";
import around from "@/messages/en/around.json";
import bodies from "@/messages/en/bodies.json";
import confirm from "@/messages/en/confirm.json";
import connectionSettings from "@/messages/en/connection-settings.json";
import contactFaults from "@/messages/en/contact-faults.json";
import deliveryActions from "@/messages/en/delivery-actions.json";
import deliveryReasons from "@/messages/en/delivery-reasons.json";
import embed from "@/messages/en/embed.json";
import failure from "@/messages/en/failure.json";
import feeds from "@/messages/en/feeds.json";
import history from "@/messages/en/history.json";
import home from "@/messages/en/home.json";
import imports from "@/messages/en/imports.json";
import limits from "@/messages/en/limits.json";
import mail from "@/messages/en/mail.json";
import map from "@/messages/en/map.json";
import media from "@/messages/en/media.json";
import officeHours from "@/messages/en/office-hours.json";
import openData from "@/messages/en/open-data.json";
import open311 from "@/messages/en/open311.json";
import open311Docs from "@/messages/en/open311-docs.json";
import open311Requests from "@/messages/en/open311-requests.json";
import photos from "@/messages/en/photos.json";
import places from "@/messages/en/places.json";
import postedUpdates from "@/messages/en/posted-updates.json";
import posting from "@/messages/en/posting.json";
import pulls from "@/messages/en/pulls.json";
import questionnaire from "@/messages/en/questionnaire.json";
import refusals from "@/messages/en/refusals.json";
import report from "@/messages/en/report.json";
import reportChanges from "@/messages/en/report-changes.json";
import reportForm from "@/messages/en/report-form.json";
import reports from "@/messages/en/reports.json";
import services from "@/messages/en/services.json";
import shell from "@/messages/en/shell.json";
import states from "@/messages/en/states.json";
import tryConnection from "@/messages/en/try-connection.json";
import updateDecisions from "@/messages/en/update-decisions.json";
import updateMail from "@/messages/en/update-mail.json";
import updates from "@/messages/en/updates.json";
import webhooks from "@/messages/en/webhooks.json";

/** Every text a person reads, by namespace: one file each in `messages/<locale>/`, one import line each here. */
export const messages = {
  account,
  admin,
  adminActions,
  adminBodies,
  adminContacts,
  adminInboundMail,
  adminClients,
  adminConnections,
  adminDeadLetters,
  adminDeliveries,
  adminMatching,
  adminPolls,
  adminReports,
  adminServices,
  adminStatuses,
  adminTemplates,
  adminUpdates,
  adminUpdatesOut,
  adminUsers,
  adminWebhooks,
  alerts,
  around,
  bodies,
  confirm,
  deliveryActions,
  deliveryReasons,
  connectionSettings,
  contactFaults,
  embed,
  failure,
  feeds,
  history,
  adminHistory,
  home,
  imports,
  limits,
  mail,
  map,
  media,
  officeHours,
  openData,
  open311,
  open311Docs,
  open311Requests,
  photos,
  places,
  postedUpdates,
  posting,
  questionnaire,
  pulls,
  refusals,
  reportChanges,
  reportForm,
  report,
  reports,
  services,
  shell,
  states,
  tryConnection,
  updateMail,
  updateDecisions,
  updates,
  webhooks,
};

export type Messages = typeof messages;

/** The message files of each language that has them. A language is added as a folder of files and one line. */
export const languages: Record<string, Messages> = { [locale]: messages };

/** The language we can speak that is nearest to the one asked for: `fr-CA`, else `fr`, else the site's own. */
export function spokenLanguage(asked: string): string {
  const [base = ""] = asked.split("-");
  return [asked, base].find((language) => Object.hasOwn(languages, language)) ?? locale;
}

/**
 * The translator of one namespace, for mails, jobs and the like, which run outside Next. A key that no file holds does not
 * compile; `app` and `components` use next-intl's `useTranslations` and `getTranslations`, which know the same keys.
 * @param language who is written to may speak another one than the site; the site's own where we have no words in it
 */
export function translator<const Namespace extends keyof Messages>(
  namespace: Namespace,
  language: string = locale,
) {
  const spoken = spokenLanguage(language);
  const words = languages[spoken] ?? messages;
  return createTranslator<Messages, Namespace>({
    // next-intl knows the site's own language only, which is what pages are in.
    locale: spoken as typeof locale,
    timeZone,
    messages: words,
    namespace,
  });
}
