/** Nothing may run or be loaded in a shown mail but its own styles and the pictures it carries. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

const head = `<meta http-equiv="Content-Security-Policy" content="${policy}"><base target="_top">`;

/** A mail's HTML for a frame: links open in the page around it. */
export const framed = (html: string): string =>
  /<head>/i.test(html) ? html.replace(/<head>/i, (found) => found + head) : head + html;
