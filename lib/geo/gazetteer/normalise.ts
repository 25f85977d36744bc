/** Letters that are no letter plus accent to Unicode, as people type them without. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};
const special = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "g");

/**
 * A name as it is searched: lower case, no accents, letters and digits in words with one blank between. So nothing
 * in it means anything to LIKE.
 */
export const normalise = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(special, (letter) => PLAIN[letter] ?? letter)
    .replace(/['’‘`´ʼ]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** What an entry is found by: postcodes are written with and without their blank. */
export const searchedAs = (name: string, kind: string): string =>
  kind === "postcode" ? normalise(name).replaceAll(" ", "") : normalise(name);
