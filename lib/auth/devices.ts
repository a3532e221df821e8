import { sessionHash } from "@/lib/auth/commands";
import { database } from "@/lib/db";

type Device = Uint8Array<ArrayBuffer>;

/** Who came in last by a device, and the image and phrase that are theirs where they chose some. */
export type DeviceMark = { username: string; mark: { image: number; phrase: string } | null };

/** A person is known by this device from here on, once their session is all the way in; `old` is what it was known by before. */
export async function knowDevice(session: string, old: Device | null, device: Device): Promise<void> {
  await database().$executeRaw`SELECT device_know(${sessionHash(session)}, ${old}, ${device})`;
}

/** What the login shows on a device; null where nobody active is known. */
export async function findDeviceMark(device: Device): Promise<DeviceMark | null> {
  const [row] = await database().$queryRaw<{ username: string; image: number | null; phrase: string | null }[]>`
    SELECT username, image, phrase FROM device_mark(${device})`;
  if (!row) return null;
  const { username, image, phrase } = row;
  return { username, mark: image !== null && phrase !== null ? { image, phrase } : null };
}

/** Job: forgets tries of more than a day ago and devices that nobody came by for a year. */
export async function sweepEntry(): Promise<void> {
  await database().$queryRaw`SELECT sweep_entry()`;
}
