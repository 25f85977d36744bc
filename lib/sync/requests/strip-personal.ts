/** What is taken out of a text. */
export type Removed = "phone" | "email" | "name" | "plate";

/**
 * A text without what tells who somebody is: telephone numbers, e-mail addresses, names that a label or title shows to be names, and
 * number plates. Patterns, so neither complete nor ever wrong for sure; roads, times, sizes, postcodes and references stay. Pure.
 * @param word what stands in its place
 */
export function stripPersonal(text: string, word: (what: Removed) => string): string {
  return withoutPlates(withoutNames(withoutPhones(withoutEmails(text, word), word), word), word);
}

type Strip = (text: string, word: (what: Removed) => string) => string;

const withoutEmails: Strip = (text, word) =>
  text.replace(/(?:mailto:)?[\w.!#$%&'*+=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}/g, word("email"));

const numbers = /(?<![\w.,:/-])(?:\+ ?)?\(?\d[\d \t()./-]{4,22}\d(?![\w])/g;
const saysPhone =
  /\b(?:tel(?:ephone|efon)?|phone|mob(?:ile)?|call|ring|contact|handy)(?: ?(?:no|number|nummer)?)\W{0,4}$/i;
const dateLike = /(?<!\d)\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?!\d)/;

const withoutPhones: Strip = (text, word) =>
  text.replace(numbers, (number: string, at: number) =>
    isPhone(number, saysPhone.test(text.slice(Math.max(0, at - 30), at))) ? word("phone") : number,
  );

/** @param told whether the words before say that it is one */
function isPhone(number: string, told: boolean): boolean {
  const digits = number.replace(/\D/g, "");
  const start = number.replace(/^[ (]+/, "");
  if (start.startsWith("+") || /^00[1-9]/.test(start)) return digits.length >= 8 && digits.length <= 15;
  if (dateLike.test(number)) return false;
  if (start.startsWith("0") && !start.startsWith("0.")) return digits.length >= 9 && digits.length <= 12;
  if (/^\(?[2-9]\d\d\)?[ .-]{1,2}\d{3}[ .-]\d{4}$/.test(number)) return true;
  return told && digits.length <= 13;
}

const labelled =
  /(?<=^|[\n.;,|]\s{0,3})((?:(?:customer|caller|contact|resident|reporter|complainant|informant|enquirer|full|first|last|sur)(?:['’]s)? ?)?name|customer|caller|complainant|informant|enquirer|reporter)( ?[:=] ?)([^\n,;.|]{1,60})/gi;
const word = String.raw`(?:\p{Lu}[\p{Ll}'’]+(?:[-'’]?\p{Lu}\p{Ll}+)*|\p{Lu}['’]\p{Lu}\p{Ll}+)`;
const initials = String.raw`(?:\p{Lu}\.? ?){0,3}`;
const byline = new RegExp(
  String.raw`\b((?:[Rr]eported|[Rr]aised|[Ll]ogged|[Nn]otified|(?:[Cc]alled|[Pp]honed|[Rr]ung) in|[Rr]equested) by:? )(${initials}${word}(?: ${word}){0,3})`,
  "gu",
);
const offices =
  /\b(?:council|police|highways?|teams?|officers?|services?|fire|ambulance|schools?|members?|public|county|city|town|parish|department|ranger|wardens?|network|rail|the|a|an)\b/i;
const titled = new RegExp(
  String.raw`(?<!\p{L})(?:Mr|Mrs|Ms|Miss|Mx|Herr|Frau|(?<!\p{Lu}\p{Ll}{1,30} )Dr)\.? (?:and (?:Mr|Mrs|Ms|Dr)\.? )?${initials}${word}(?: ${word})?`,
  "gu",
);
const shouted = /\b(?:MR|MRS|MISS|MX)\.? (?:[A-Z]\.? ){0,2}[A-Z]{2,}\b/g;

const withoutNames: Strip = (text, removed) =>
  text
    .replace(labelled, (_, label: string, colon: string) => `${label}${colon}${removed("name")}`)
    .replace(titled, removed("name"))
    .replace(shouted, removed("name"))
    .replace(byline, (all: string, by: string, name: string) =>
      offices.test(name) ? all : `${by}${removed("name")}`,
    );

const labelledPlate =
  /\b((?:reg(?:istration)?(?: (?:no|number|plate|mark))?|(?:number|licen[cs]e) ?plate|plate|vrm|kennzeichen)(?: is)?\.? ?[:#]? ?)([A-ZÄÖÜ0-9]{1,4}[ -]?[A-Z0-9]{1,4}(?: ?[A-Z0-9]{1,4})?)\b/gi;
/** Today's plates of Great Britain, and those without a blank of 1963 to 2001: a road is not followed by three letters at once. */
const plate =
  /\b(?:([A-HJ-PR-Y]{2}\d{2}) ?([A-HJ-PR-Z]{3})|[A-HJ-NPR-Y]\d{1,3}[A-Z]{3}|[A-Z]{3}\d{1,3}[A-Y])\b/g;
const shortWords = new Set(
  "OUT AND THE OFF NOT FOR HAS WAS ARE BUT ALL NOW LET GOT CAN SEE OLD NEW TOP END WAY CUT BY".split(" "),
);

const withoutPlates: Strip = (text, removed) =>
  text
    .replace(labelledPlate, (all: string, label: string, mark: string) =>
      /\d/.test(mark) && /[A-Z]/i.test(mark) ? `${label}${removed("plate")}` : all,
    )
    .replace(plate, (all: string, _: string | undefined, letters: string | undefined) =>
      letters !== undefined && shortWords.has(letters) && all.includes(" ") ? all : removed("plate"),
    );
