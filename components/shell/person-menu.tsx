import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/ui/icon";
import { Popover, panelItemClasses } from "@/components/ui/popover";

export type PersonMenuProps = {
  name: string;
  /** Profile, company or last access: one quiet line under the name. */
  detail?: string;
  links: readonly { label: string; href: string; icon?: IconName }[];
  /** Language and theme. */
  preferences?: ReactNode;
  /** The way out, as a form of the page's own; its button wears `panelItemClasses`. */
  leave: ReactNode;
};

function initials(name: string): string {
  const [first = "", second = ""] = name.split(/\s+/);
  return `${first.charAt(0)}${second.charAt(0)}`.toLocaleUpperCase();
}

/** Who is signed in, what is theirs, and the way out. */
export function PersonMenu({ name, detail, links, preferences, leave }: PersonMenuProps) {
  const t = useTranslations("ui.shell");
  return (
    <Popover
      align="end"
      mark={false}
      name={t("person", { name })}
      triggerClassName="size-9 justify-center rounded-full bg-primary-soft text-xs font-semibold text-primary hover:bg-primary hover:text-on-primary touch:size-11"
      panelClassName="w-64"
      trigger={initials(name)}
    >
      <div className="border-b px-2.5 pt-1.5 pb-2.5">
        <p className="font-medium">{name}</p>
        {detail && <p className="text-xs text-ink-soft">{detail}</p>}
      </div>
      {links.length > 0 && (
        <ul className="border-b py-1">
          {links.map((link) => (
            <li key={link.href}>
              <Link prefetch={false} href={link.href} className={panelItemClasses}>
                {link.icon && <Icon name={link.icon} className="text-ink-soft" />}
                {link.label}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {preferences && <div className="border-b">{preferences}</div>}
      <div className="pt-1">{leave}</div>
    </Popover>
  );
}
