import { getRequestConfig } from "next-intl/server";
import { catalogs } from "@/lib/messages/catalog";
import { locales } from "@/lib/messages/language";
import { preferences } from "@/lib/web/preferences";

export default getRequestConfig(async () => {
  const { language } = await preferences();
  return { locale: locales[language], messages: catalogs[language], timeZone: "America/Bogota" };
});
