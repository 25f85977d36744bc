import type { Block } from "@/lib/mail/blocks";
import { blockHtml, blockText } from "@/lib/mail/blocks";
import { escapeHtml } from "@/lib/mail/escape-html";

export type MailContent = {
  /** Language of our words, as in `<html lang>`. */
  lang: string;
  /** The subject: what a mail program names the message by. */
  title: string;
  siteName: string;
  siteUrl: string;
  footer: string;
  blocks: readonly Block[];
};

// Colours of app/globals.css. Mail programs that know no dark scheme use the inline ones; those that do, these rules.
const darkRules = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .paper { background: #11191b !important; }
  .card { background: #192326 !important; border-color: #314045 !important; }
  .ink, .ink a { color: #edf2f1 !important; }
  .soft { color: #b5c2c3 !important; }
  .rule { border-color: #314045 !important; }
  .notice { background: #352a12 !important; color: #edf2f1 !important; }
  .button { background: #74d3c6 !important; }
  .button a { color: #052321 !important; }
}
@media (max-width: 480px) { .card-cell { padding: 20px 16px !important; } }`;

const font = "font-family: 'Atkinson Hyperlegible Next', 'Segoe UI', Helvetica, Arial, sans-serif;";

/**
 * One mail in two forms that say the same: plain text, and HTML in tables with inline styles, which old mail programs need.
 * It loads nothing from anywhere: nobody learns when or where it was opened.
 */
export function layOut(content: MailContent): { text: string; html: string } {
  const { lang, title, siteName, siteUrl, footer, blocks } = content;
  const text = `${[...blocks.map(blockText).filter(Boolean), `-- \n${footer}`].join("\n\n")}\n`;
  const html = `<!doctype html>
<html lang="${escapeHtml(lang)}" dir="auto">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no">
<title>${escapeHtml(title)}</title>
<style>${darkRules}</style>
</head>
<body class="paper" style="margin: 0; padding: 0; background: #f8f6f1;">
<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" border="0" style="background: #f8f6f1;"><tr><td align="center" style="padding: 24px 12px;">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width: 100%; max-width: 600px;">
<tr><td class="ink" style="padding: 0 4px 16px; ${font} font-size: 18px; font-weight: bold; color: #182224;"><a href="${escapeHtml(siteUrl)}" style="color: #0a5552; text-decoration: none;">${escapeHtml(siteName)}</a></td></tr>
<tr><td class="card card-cell ink" style="padding: 28px; background: #ffffff; border: 1px solid #d8d4ca; border-radius: 8px; ${font} font-size: 16px; line-height: 1.55; color: #182224; word-break: break-word;">
${blocks.map(blockHtml).join("\n")}
</td></tr>
<tr><td class="soft" style="padding: 16px 4px 0; ${font} font-size: 14px; line-height: 1.45; color: #435055;">${escapeHtml(footer)}</td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
  return { text, html };
}
