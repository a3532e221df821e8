import Link from "next/link";
import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";

/** Where one stands: the last entry is the page itself and leads nowhere. */
export function Breadcrumb({ entries }: { entries: readonly { label: string; href?: string }[] }) {
  const t = useTranslations("ui.shell");
  const isStep = (index: number) => index < entries.length - 1;
  return (
    <nav aria-label={t("trail")} className="min-w-0 text-xs text-ink-soft">
      <ol className="flex flex-wrap items-center gap-x-1.5">
        {entries.map((entry, index) => (
          <li
            key={entry.label}
            className={classNames(
              "flex min-w-0 items-center gap-x-1.5",
              isStep(index) && !entry.href && "max-sm:hidden",
            )}
          >
            {index > 0 && (
              <span
                aria-hidden="true"
                className={classNames(
                  "text-ink-faint",
                  !entries.slice(0, index).some((one) => one.href) && "max-sm:hidden",
                )}
              >
                /
              </span>
            )}
            {entry.href ? (
              <Link prefetch={false} href={entry.href} className="rounded-sm py-1 hover:text-primary hover:underline">
                {entry.label}
              </Link>
            ) : (
              <span
                aria-current={isStep(index) ? undefined : "page"}
                className={isStep(index) ? "py-1" : "min-w-0 py-1 text-ink wrap-anywhere"}
              >
                {entry.label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
