import { Button } from "@/components/ui/button";
import type { IconName } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";

type Props = { label: string; icon: IconName; why: string; iconOnly?: boolean };

/** A verb that the state of the lot does not allow now, with its reason for whoever points at it or hears it. */
export function OffButton({ label, icon, why, iconOnly }: Props) {
  const off = { disabled: true, title: why, "aria-description": why };
  if (iconOnly) return <IconButton name={label} icon={icon} {...off} />;
  return (
    <Button icon={icon} {...off}>
      {label}
    </Button>
  );
}
