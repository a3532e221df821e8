import Link from "next/link";
import { useTranslations } from "next-intl";
import { Icon, type IconName } from "@/components/ui/icon";
import type { OperatorPermission } from "@/lib/catalog";
import { paths } from "@/lib/web/paths";

/** The desk's places, each with the permission that its page asks for. */
const places = [
  { name: "companies", href: paths.registry, icon: "company", asks: "registry.read" },
  { name: "brokers", href: paths.brokers, icon: "brokers", asks: "registry.read" },
  { name: "changes", href: paths.changes, icon: "signer", asks: "change.ask" },
  { name: "doubts", href: paths.doubts, icon: "search", asks: "doubt.read" },
  { name: "billing", href: paths.billing, icon: "file", asks: "invoice.read" },
  { name: "messages", href: paths.inquiries, icon: "mail", asks: "message.read" },
  { name: "health", href: paths.deskHealth, icon: "shield", asks: "health.read" },
  { name: "trail", href: paths.deskTrail, icon: "list", asks: "trail.read" },
  { name: "parameters", href: paths.parameters, icon: "settings", asks: "parameter.read" },
] as const satisfies readonly { name: string; href: string; icon: IconName; asks: OperatorPermission }[];

/** Where an operator may go from the desk, each place with what it is for. */
export function DeskMenu({ permissions }: { permissions: ReadonlySet<OperatorPermission> }) {
  const t = useTranslations("operator.menu");
  return (
    <nav aria-label={t("label")} className="mt-6">
      <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
        {places
          .filter(({ asks }) => permissions.has(asks))
          .map(({ name, href, icon }) => (
            <li
              key={name}
              className="relative flex gap-3 rounded-md border bg-surface px-4 py-3.5 has-[a:hover]:border-edge"
            >
              <Icon name={icon} size={20} className="mt-0.5 shrink-0 text-ink-soft" />
              <div className="min-w-0">
                <Link
                  prefetch={false}
                  href={href}
                  className="font-medium after:absolute after:inset-0 after:rounded-md"
                >
                  {t(`${name}.title`)}
                </Link>
                <p className="mt-0.5 text-sm text-ink-soft">{t(`${name}.text`)}</p>
              </div>
            </li>
          ))}
      </ul>
    </nav>
  );
}
