import "server-only";
import { type NoticeKey, notices } from "@/lib/messages/es/notices";
import { ownWords } from "@/lib/web/preferences";

/** The sentence of a notice. */
export const noticeText = async (key: NoticeKey): Promise<string> => (await ownWords())(`notices.${key}`);

/** The sentence of the notice that an address carries, or null when it names none. */
export async function noticeOf(search: Record<string, string | string[] | undefined>): Promise<string | null> {
  const key = search.aviso;
  return typeof key === "string" && Object.hasOwn(notices, key) ? noticeText(key as NoticeKey) : null;
}
