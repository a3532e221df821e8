"use client";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { ContextSwitcher } from "@/components/shell/context-switcher";
import { useKeptPages } from "@/components/shell/kept-pages";
import { helpPlaces, housePlaces } from "@/lib/home/rules";
import { paths } from "@/lib/web/paths";

/** Whose house the page is about; who administers several goes from one to the same page of another. */
export function HouseCompany({ company }: { company: { code: string; name: string } }) {
  const t = useTranslations("access.menu");
  const path = usePathname();
  const place = [...housePlaces, ...helpPlaces].find((one) => path.startsWith(one.path));
  const may = (permissions: readonly string[]) =>
    place?.asks ? permissions.includes(place.asks) : permissions.length > 0;
  const companies = (useKeptPages()?.reach ?? []).filter(({ permissions }) => may(permissions));
  if (companies.length < 2)
    return (
      <p className="-mt-3 mb-4 text-sm text-ink-soft">
        {t("company")}: <strong className="font-medium text-ink">{company.name}</strong>
      </p>
    );
  return (
    <div className="-mt-3 mb-4 flex flex-wrap items-center gap-x-3 text-sm text-ink-soft">
      {t("company")}:
      <ContextSwitcher
        name={t("change")}
        company={company.name}
        choices={companies.map(({ code, name }) => ({
          label: name,
          // What stands below a list is of one company alone.
          href: paths.ofCompany(place?.path ?? paths.house(), code),
          current: code === company.code,
        }))}
      />
    </div>
  );
}
