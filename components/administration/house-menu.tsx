import Link from "next/link";
import { useTranslations } from "next-intl";
import { useId } from "react";
import type { Permission } from "@/lib/catalog";
import { housePlaces } from "@/lib/home/rules";
import { paths } from "@/lib/web/paths";

const parts = ["users", "products", "security"] as const;

/** The administration's menu in the manual's three columns, with what this person may use and nothing else. */
export function HouseMenu({ company, permissions }: { company: string; permissions: ReadonlySet<Permission> }) {
  const t = useTranslations("access.menu");
  const id = useId();
  return (
    <nav aria-label={t("label")} className="grid gap-6 sm:grid-cols-2 lg:grid-cols-3">
      {parts.map((part) => {
        const shown = housePlaces.filter(
          (place) => place.part === part && (!place.asks || permissions.has(place.asks)),
        );
        if (shown.length === 0) return null;
        return (
          <section key={part} aria-labelledby={`${id}-${part}`} className="rounded-md border bg-surface px-4 py-3">
            <h2 id={`${id}-${part}`} className="text-sm font-semibold text-ink-soft">
              {t(part)}
            </h2>
            <ul className="mt-1">
              {shown.map(({ name, path }) => (
                <li key={name}>
                  <Link
                    prefetch={false}
                    href={paths.ofCompany(path, company)}
                    className="-mx-2 flex min-h-9 items-center rounded-md px-2 hover:bg-sunken touch:min-h-11"
                  >
                    {t(name)}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </nav>
  );
}
