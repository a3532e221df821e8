import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

// A passkey in software, as WebAuthn describes one: what a browser would answer, byte by byte, and what a bad one might.

const sha256 = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest();
const base64url = (bytes: Buffer) => bytes.toString("base64url");
const present = 0x01;
const verified = 0x04;
const attested = 0x40;

/** A short text or bytes in CBOR, by their major type. */
function cbor(major: number, bytes: Buffer): Buffer {
  const head = bytes.length < 24 ? [major | bytes.length] : bytes.length < 256 ? [major | 24, bytes.length] : [];
  const long = Buffer.from([major | 25, bytes.length >> 8, bytes.length & 255]);
  return Buffer.concat([head.length > 0 ? Buffer.from(head) : long, bytes]);
}
const text = (word: string) => cbor(0x60, Buffer.from(word));

type Ways = { origin?: string; host?: string; counter?: number; unverified?: boolean };

/** One key of one portal (`origin`); its counter goes up with each use unless told otherwise. */
export function softwarePasskey(origin: string, idBytes = 32) {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const id = randomBytes(idBytes);
  let counter = 0;
  const number = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  const client = (type: string, challenge: string, at: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: at, crossOrigin: false }));
  const about = ({ host = new URL(origin).hostname, unverified, counter: told }: Ways, flags: number) => {
    counter = told ?? counter + 1;
    return Buffer.concat([sha256(host), Buffer.from([present | (unverified ? 0 : verified) | flags]), number(counter)]);
  };
  return {
    /** What the browser answers to the portal's options for a new key. */
    made(options: string, ways: Ways = {}): string {
      const { challenge } = JSON.parse(options) as { challenge: string };
      const key = Buffer.concat([
        Buffer.from("a5010203262001215820", "hex"),
        Buffer.from(x, "base64url"),
        Buffer.from("225820", "hex"),
        Buffer.from(y, "base64url"),
      ]);
      const length = Buffer.from([id.length >> 8, id.length & 255]);
      const data = Buffer.concat([about({ counter: 0, ...ways }, attested), Buffer.alloc(16), length, id, key]);
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        text("fmt"),
        text("none"),
        text("attStmt"),
        Buffer.from([0xa0]),
        text("authData"),
        cbor(0x40, data),
      ]);
      return JSON.stringify({
        id: base64url(id),
        rawId: base64url(id),
        type: "public-key",
        clientExtensionResults: {},
        response: {
          clientDataJSON: base64url(client("webauthn.create", challenge, ways.origin ?? origin)),
          attestationObject: base64url(attestation),
          transports: ["internal"],
        },
      });
    },

    /** What the browser answers when the portal asks the key to sign. */
    signed(options: string, ways: Ways = {}): string {
      const { challenge } = JSON.parse(options) as { challenge: string };
      const data = about(ways, 0);
      const clientData = client("webauthn.get", challenge, ways.origin ?? origin);
      const signature = sign("sha256", Buffer.concat([data, sha256(clientData)]), privateKey);
      return JSON.stringify({
        id: base64url(id),
        rawId: base64url(id),
        type: "public-key",
        clientExtensionResults: {},
        response: {
          clientDataJSON: base64url(clientData),
          authenticatorData: base64url(data),
          signature: base64url(signature),
        },
      });
    },
  };
}
