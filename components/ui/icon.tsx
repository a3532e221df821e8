import sprite from "./icons.svg";

/** The drawings that the product uses (icons.svg), by what they mean and not by how they look. */
export const iconNames = [
  "alert",
  "annul",
  "back",
  "bell",
  "brokers",
  "calendar",
  "card",
  "check",
  "clock",
  "close",
  "company",
  "computer",
  "copy",
  "credit",
  "debit",
  "delete",
  "detail",
  "done",
  "down",
  "download",
  "edit",
  "excel",
  "falls",
  "file",
  "home",
  "inbox",
  "info",
  "leave",
  "left",
  "list",
  "lock",
  "mail",
  "offline",
  "pay",
  "person",
  "phone",
  "plus",
  "print",
  "retry",
  "right",
  "rises",
  "same",
  "search",
  "settings",
  "shield",
  "sign",
  "signer",
  "star",
  "token",
  "unlock",
  "upload",
  "waiting",
  "warning",
] as const;
export type IconName = (typeof iconNames)[number];

/**
 * One drawing, 16 px unless told; never the only carrier of a meaning, so hidden from screen readers. It points into a file that the
 * browser keeps: a list of 25 rows has a hundred of them, and drawn in place they were a third of its elements.
 */
export function Icon({ name, size = 16, className }: { name: IconName; size?: number; className?: string }) {
  return (
    <svg width={size} height={size} aria-hidden="true" className={className ? `icon ${className}` : "icon"}>
      <use href={`${sprite.src}#${name}`} />
    </svg>
  );
}
