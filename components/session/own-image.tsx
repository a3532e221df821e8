import { useTranslations } from "next-intl";
import { drawings } from "@/components/session/own-image-drawings";
import { classNames } from "@/components/ui/class-names";

/** A person's own image by its number, 1 to 16, with its name for whoever does not see it. */
export function OwnImage({ image, size = 48, className }: { image: number; size?: number; className?: string }) {
  const t = useTranslations("entry.images");
  return (
    <svg
      viewBox="0 0 48 48"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      role="img"
      aria-label={t(`${image}`)}
      className={classNames("shrink-0 text-ink", className)}
    >
      {drawings[image - 1]}
    </svg>
  );
}
