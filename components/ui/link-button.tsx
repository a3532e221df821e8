import Link from "next/link";
import type { ComponentProps } from "react";
import { type ButtonVariant, buttonClasses } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Icon, type IconName } from "@/components/ui/icon";

type Props = ComponentProps<typeof Link> & { variant?: ButtonVariant; icon?: IconName; wide?: boolean };

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({ variant = "secondary", icon, wide, className, children, ...rest }: Props) {
  return (
    <Link prefetch={false} {...rest} className={classNames(buttonClasses(variant, wide), className)}>
      {icon && <Icon name={icon} />}
      {children}
    </Link>
  );
}
