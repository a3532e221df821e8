import { classNames } from "@/components/ui/class-names";
import { Icon, type IconName } from "@/components/ui/icon";
import { type Tone, toneClasses } from "@/components/ui/tone";

const icons: Record<Tone, IconName> = {
  plain: "waiting",
  primary: "clock",
  in: "done",
  amber: "warning",
  out: "alert",
};

/** A state as a word, with its colour and drawing beside it so that neither is alone. */
export function Badge({ tone = "plain", icon, children }: { tone?: Tone; icon?: IconName; children: string }) {
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-1 whitespace-nowrap rounded-full border py-px ps-1.5 pe-2 text-xs font-medium",
        "in-data-[tone=out]:border-current in-data-[tone=out]:bg-surface",
        toneClasses[tone],
      )}
    >
      <Icon name={icon ?? icons[tone]} size={13} />
      {children}
    </span>
  );
}
