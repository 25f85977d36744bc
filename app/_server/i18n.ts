import { getRequestConfig } from "next-intl/server";
import { locale, timeZone } from "@/lib/locale";
import { messages } from "@/lib/messages";

/** One language for now, taken from no cookie and no header, so that pages stay cacheable. */
export default getRequestConfig(async () => ({ locale, timeZone, messages }));
