import Link from "next/link";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import type { FoundPerson } from "@/lib/access/queries";

type Props = { people: readonly FoundPerson[]; more: boolean; href: (username: string) => string };

/** Those whom a part of a name found, each a way to the answer. */
export function PersonChoice({ people, more, href }: Props) {
  const t = useTranslations("house.why");
  if (people.length === 0)
    return (
      <div className="rounded-md border bg-surface">
        <EmptyState icon="search" title={t("nobody")}>
          {t("nobodyText")}
        </EmptyState>
      </div>
    );
  return (
    <section aria-label={t("several")} className="rounded-md border bg-surface px-4 py-3">
      <h2 className="text-base font-semibold">{t("several")}</h2>
      <ul className="mt-1.5">
        {people.map(({ username, name, profile }) => (
          <li key={username}>
            <Link
              prefetch={false}
              href={href(username)}
              className="-mx-2 flex min-h-9 flex-wrap items-center gap-x-2 rounded-md px-2 hover:bg-sunken touch:min-h-11"
            >
              <span className="font-medium">{name}</span>
              <span className="text-sm text-ink-soft">
                {username} · {profile}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {more && <p className="mt-1.5 text-sm text-ink-soft">{t("more")}</p>}
    </section>
  );
}
