import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";
import { Icon, type IconName } from "@/components/ui/icon";

export type ButtonVariant = "primary" | "secondary" | "danger" | "quiet";

const variants: Record<ButtonVariant, string> = {
  primary: "border-primary bg-primary text-on-primary hover:border-primary-strong hover:bg-primary-strong",
  secondary:
    "border-rule bg-surface text-ink hover:bg-sunken aria-pressed:border-primary aria-pressed:bg-primary-soft aria-pressed:text-primary",
  danger: "border-out bg-surface text-out hover:bg-out hover:text-on-out",
  quiet: "border-transparent bg-transparent text-primary hover:bg-primary-soft",
};

/** The looks of a button, for whatever must look like one (a link, a file's label). */
export function buttonClasses(variant: ButtonVariant, wide = false): string {
  return classNames(
    "relative inline-flex min-h-9 items-center justify-center gap-2 whitespace-nowrap rounded-md border px-3.5 py-1.5",
    "text-sm font-medium transition-colors duration-150 touch:min-h-11",
    "disabled:border-line disabled:bg-sunken disabled:text-ink-faint disabled:hover:bg-sunken disabled:hover:text-ink-faint",
    variants[variant],
    wide && "w-full",
  );
}

function PendingMark() {
  const t = useTranslations("ui");
  return (
    <span className="absolute inset-0 grid animate-late place-items-center">
      <span
        className="size-4 animate-turn rounded-full border-2 border-current border-e-transparent"
        aria-hidden="true"
      />
      <span className="sr-only">{t("pending")}</span>
    </span>
  );
}

export type ButtonProps = ComponentProps<"button"> & {
  variant?: ButtonVariant;
  icon?: IconName;
  /** Work under way: the button keeps its width and the focus, and takes no second press. */
  pending?: boolean;
  wide?: boolean;
};

/** A press that does something. Says what happens; inside a Form use SubmitButton. */
export function Button({
  variant = "secondary",
  icon,
  pending = false,
  wide,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : rest.onClick}
      className={classNames(buttonClasses(variant, wide), className)}
    >
      <span className={classNames("inline-flex items-center gap-2", pending && "animate-gone opacity-0")}>
        {icon && <Icon name={icon} />}
        {children}
      </span>
      {pending && <PendingMark />}
    </button>
  );
}
