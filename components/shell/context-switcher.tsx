import Link from "next/link";
import { Icon } from "@/components/ui/icon";
import { Popover, panelItemClasses } from "@/components/ui/popover";

type Choice = { label: string; detail?: string; href: string; current?: boolean };

type Props = {
  /** What is in force, as the button reads. */
  company: string;
  product?: string;
  /** Name of the control for whoever hears it. */
  name: string;
  choices: readonly Choice[];
  all?: { label: string; href: string };
};

/** The company and product on which the page acts, and the others that this person may choose. */
export function ContextSwitcher({ company, product, name, choices, all }: Props) {
  return (
    <Popover
      name={`${name}: ${company}${product ? `, ${product}` : ""}`}
      triggerClassName="min-h-9 min-w-0 -ms-2 rounded-md px-2 hover:bg-sunken touch:min-h-11"
      panelClassName="w-80 max-w-[calc(100vw-2rem)]"
      trigger={
        <span className="flex min-w-0 items-baseline gap-2 text-sm">
          <span className="truncate font-medium">{company}</span>
          {product && <span className="hidden truncate text-ink-soft sm:inline">{product}</span>}
        </span>
      }
    >
      <ul className="max-h-80 overflow-y-auto">
        {choices.map((choice) => (
          <li key={choice.href}>
            <Link
              prefetch={false}
              href={choice.href}
              aria-current={choice.current ? "true" : undefined}
              className={panelItemClasses}
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate">{choice.label}</span>
                {choice.detail && <span className="block truncate text-xs text-ink-soft">{choice.detail}</span>}
              </span>
              {choice.current && <Icon name="check" />}
            </Link>
          </li>
        ))}
      </ul>
      {all && (
        <div className="mt-1 border-t pt-1">
          <Link prefetch={false} href={all.href} className={panelItemClasses}>
            {all.label}
          </Link>
        </div>
      )}
    </Popover>
  );
}
