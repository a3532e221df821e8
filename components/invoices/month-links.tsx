import { useLocale, useTranslations } from "next-intl";
import { IconLink } from "@/components/ui/icon-button";
import { type Month, monthAfter } from "@/lib/invoices/rules";
import { dateFormat } from "@/lib/messages/date-format";
import { dateLocales, languageOf } from "@/lib/messages/language";

type Props = { month: Month; href: (month: Month) => string };

/** The month that is looked at, and the ones beside it. */
export function MonthLinks({ month, href }: Props) {
  const t = useTranslations("invoices");
  const locale = dateLocales[languageOf(useLocale())];
  const name = dateFormat(locale, { timeZone: "UTC", month: "long", year: "numeric" }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
  return (
    <nav aria-label={t("month")} className="mb-4 flex items-center gap-1">
      <IconLink name={t("monthBefore")} icon="left" href={href(monthAfter(month, -1))} />
      <h2 className="min-w-40 text-center text-base font-semibold first-letter:uppercase">{name}</h2>
      <IconLink name={t("monthAfter")} icon="right" href={href(monthAfter(month, 1))} />
    </nav>
  );
}
