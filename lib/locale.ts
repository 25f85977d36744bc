/** The language of the message files in use, as in `<html lang>`. */
export const locale = "en";

/** How dates and numbers are written: day before month, 24 hours. */
export const formatLocale = "en-GB";

/** The same for another language, which has its own customs. */
export const formatLocaleOf = (language: string): string => (language === locale ? formatLocale : language);

/** The clock that people on the site go by; times in the database are UTC. */
export const timeZone = "Europe/London";
