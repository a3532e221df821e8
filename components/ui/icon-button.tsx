import Link from "next/link";
import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";
import { Icon, type IconName } from "@/components/ui/icon";

const looks = classNames(
  "inline-grid size-8 place-items-center rounded-md border border-transparent text-ink-soft transition-colors duration-150",
  "hover:bg-primary-soft hover:text-primary touch:size-11",
  "disabled:text-ink-faint disabled:opacity-60 disabled:hover:bg-transparent",
);

type Named = { name: string; icon: IconName; tone?: "plain" | "out" };

const toneLooks = { plain: "", out: "hover:bg-out-soft hover:text-out" };

/** A drawing that acts. Its name is read aloud and shown by TooltipLayer on hover and on focus. */
export function IconButton({ name, icon, tone = "plain", className, ...rest }: Named & ComponentProps<"button">) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={name}
      data-tip={name}
      className={classNames(looks, toneLooks[tone], className)}
    >
      <Icon name={icon} />
    </button>
  );
}

/** The same as a link: it goes to a page or a download. */
export function IconLink({ name, icon, tone = "plain", className, ...rest }: Named & ComponentProps<typeof Link>) {
  return (
    <Link
      prefetch={false}
      {...rest}
      aria-label={name}
      data-tip={name}
      className={classNames(looks, toneLooks[tone], className)}
    >
      <Icon name={icon} />
    </Link>
  );
}
