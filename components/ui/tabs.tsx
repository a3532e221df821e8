import Link from "next/link";
import { classNames } from "@/components/ui/class-names";

type Props = { label: string; tabs: readonly { label: string; href: string; current?: boolean; count?: string }[] };

/** Views of one thing, each with an address of its own. */
export function Tabs({ label, tabs }: Props) {
  return (
    <nav aria-label={label} className="mb-4 overflow-x-auto border-b">
      <ul className="flex gap-5">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              prefetch={false}
              href={tab.href}
              scroll={false}
              aria-current={tab.current ? "page" : undefined}
              className={classNames(
                "-mb-px inline-flex min-h-10 items-center gap-2 whitespace-nowrap border-b-2 text-sm touch:min-h-11",
                "focus-visible:-outline-offset-2",
                tab.current
                  ? "border-primary font-medium text-primary"
                  : "border-transparent text-ink-soft hover:border-edge hover:text-ink",
              )}
            >
              {tab.label}
              {tab.count && (
                <span className="rounded-full bg-sunken px-1.5 text-xs tabular-nums text-ink-soft">{tab.count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
