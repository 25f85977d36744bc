import type { locale } from "@/lib/locale";
import type { Messages } from "@/lib/messages";

declare module "use-intl" {
  interface AppConfig {
    Locale: typeof locale;
    Messages: Messages;
  }
}

declare module "next-intl" {
  interface AppConfig {
    Locale: typeof locale;
    Messages: Messages;
  }
}
