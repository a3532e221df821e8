import "server-only";
import { getTranslations } from "next-intl/server";
import { services, serviceWord } from "@/lib/catalog";

/** How the review of a user calls its lines, and the codes that stand in them. */
export async function reviewWords(): Promise<{ words: Record<string, string>; values: Record<string, string> }> {
  const t = await getTranslations("people");
  const names = await getTranslations("access.services");
  const keys = [
    "username",
    "name",
    "document",
    "mail",
    "profile",
    "products",
    "ceiling",
    "position",
    "phone",
    "standing",
    "reason",
  ] as const;
  return {
    words: Object.fromEntries(keys.map((key) => [key, t(`fields.${key}`)])),
    values: {
      all: t("values.all"),
      none: t("values.none"),
      ACTIVE: t("standings.ACTIVE"),
      INVITED: t("standings.INVITED"),
      INACTIVE: t("standings.INACTIVE"),
      ...Object.fromEntries(services.map((service) => [service, names(serviceWord(service))])),
    },
  };
}
