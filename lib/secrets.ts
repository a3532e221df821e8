import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

/** A key kept outside the database, under the name that everything sealed with it carries. */
export type SecretsKey = { id: string; bytes: Buffer };

/** The first closes, all of them open: what an earlier one closed is read until `npm run secrets:rotate` has closed it anew. */
export type SecretsKeys = readonly [SecretsKey, ...SecretsKey[]];

/** What a sealed text is for and whose it is: moved to another row or column it does not open. */
export type Belongs = { purpose: string; owner: string | number };

/** Text closed with AES-256-GCM for one purpose and owner: the key's id, a dot, and base64url of nonce, tag and ciphertext. */
export function seal(keys: SecretsKeys, text: string, belongs: Belongs): string {
  const [key] = keys;
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", derived(key, "seal"), nonce).setAAD(bound(key.id, belongs));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return `${key.id}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url")}`;
}

/** The text that `seal` closed. @throws Error when key, purpose, owner or content is another */
export function unseal(keys: SecretsKeys, sealed: string, belongs: Belongs): string {
  const id = keyIdOf(sealed);
  const key = keys.find((one) => one.id === id);
  if (!key) throw new Error(`Nothing opens what the key ${id} closed`);
  const bytes = Buffer.from(sealed.slice(id.length + 1), "base64url");
  const decipher = createDecipheriv("aes-256-gcm", derived(key, "seal"), bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(bound(id, belongs)).setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
}

/** The same text closed under the first key; null when it is already. @throws Error as unseal */
export function reseal(keys: SecretsKeys, sealed: string, belongs: Belongs): string | null {
  return keyIdOf(sealed) === keys[0].id ? null : seal(keys, unseal(keys, sealed, belongs), belongs);
}

/** HMAC-SHA256 of texts under each key in turn, the one in use first: what was kept under an earlier key is still known. */
export function macs(keys: SecretsKeys, purpose: string, ...parts: readonly (string | Buffer)[]): Buffer[] {
  return keys.map((key) => {
    const mac = createHmac("sha256", derived(key, purpose));
    for (const part of parts) mac.update(part);
    return mac.digest();
  });
}

const keyIdOf = (sealed: string): string => sealed.slice(0, Math.max(0, sealed.indexOf(".")));

const bound = (id: string, { purpose, owner }: Belongs): Buffer => Buffer.from([id, purpose, owner].join("\u001f"));

/** One key a use: what is learned of one says nothing of another. */
function derived(key: SecretsKey, use: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key.bytes, "", `contrafirma:${use}`, 32));
}
