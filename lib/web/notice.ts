import { type NoticeKey, notices } from "@/lib/messages/es/notices";
import { words } from "@/lib/words";

/** The sentence of a notice. */
export const noticeText = (key: NoticeKey): string => words()(`notices.${key}`);

/** The sentence of the notice that an address carries, or null when it names none. */
export function noticeOf(search: Record<string, string | string[] | undefined>): string | null {
  const key = search.aviso;
  return typeof key === "string" && Object.hasOwn(notices, key) ? noticeText(key as NoticeKey) : null;
}
