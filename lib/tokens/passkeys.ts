import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { z } from "zod";
import type { Person } from "@/lib/context";
import { challengeMinutes, passkeySizes } from "@/lib/tokens/rules";

// The craft of WebAuthn: what is asked of a browser and what its answer proves. Rows are the store's.

export type Passkey = {
  id: bigint;
  credentialId: Uint8Array;
  publicKey: Uint8Array;
  counter: bigint;
  transports: string[];
};
export type NewPasskey = Omit<Passkey, "id">;

type Credential = Pick<Passkey, "credentialId" | "transports">;
const timeout = challengeMinutes * 60_000;
const transportOf = ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"];
const base64url = z.string().regex(/^[\w-]+$/);
const answerSchema = z.looseObject({ id: base64url, rawId: base64url, type: z.literal("public-key") });
const clientSchema = z.looseObject({ challenge: base64url });

/** Whom a passkey is for: the portal's own host, from its public origin. */
const partyOf = (origin: string) => ({ rpID: new URL(origin).hostname, origin });

const named = ({ credentialId, transports }: Credential) => ({
  id: Buffer.from(credentialId).toString("base64url"),
  transports,
});

/** What the browser is asked to make, as JSON: a key that asks its person who they are, other than those they have. */
export async function registrationOptions(
  origin: string,
  { user, challenge, held }: { user: Person; challenge: Uint8Array<ArrayBuffer>; held: readonly Credential[] },
): Promise<string> {
  const options = await generateRegistrationOptions({
    rpName: "Contrafirma",
    rpID: partyOf(origin).rpID,
    userName: user.username,
    userDisplayName: user.name,
    userID: new Uint8Array(Buffer.from(`person:${user.id}`)),
    challenge,
    timeout,
    attestationType: "none",
    excludeCredentials: held.map(named),
    authenticatorSelection: { residentKey: "discouraged", userVerification: "required" },
  });
  return JSON.stringify(options);
}

/** What one of the person's passkeys is asked to sign, as JSON. */
export async function authenticationOptions(
  origin: string,
  { challenge, held }: { challenge: Uint8Array<ArrayBuffer>; held: readonly Credential[] },
): Promise<string> {
  const options = await generateAuthenticationOptions({
    rpID: partyOf(origin).rpID,
    challenge,
    timeout,
    allowCredentials: held.map(named),
    userVerification: "required",
  });
  return JSON.stringify(options);
}

type Answer<Response> = {
  response: Response;
  credentialId: Uint8Array<ArrayBuffer>;
  challenge: Uint8Array<ArrayBuffer>;
};

/** What a browser answered, with the challenge it names; null when it is nothing of the kind. */
export function answerIn<Response = AuthenticationResponseJSON>(text: string): Answer<Response> | null {
  try {
    const json = answerSchema.parse(JSON.parse(text));
    const { clientDataJSON } = z.looseObject({ clientDataJSON: base64url }).parse(json.response);
    const client = clientSchema.parse(JSON.parse(Buffer.from(clientDataJSON, "base64url").toString("utf8")));
    return {
      response: json as unknown as Response,
      credentialId: new Uint8Array(Buffer.from(json.id, "base64url")),
      challenge: new Uint8Array(Buffer.from(client.challenge, "base64url")),
    };
  } catch {
    return null;
  }
}

/** The counter that a passkey's answer to our challenge carries; null when it proves nothing. */
export async function counterOf(
  origin: string,
  { response, challenge }: Answer<AuthenticationResponseJSON>,
  held: Passkey,
): Promise<bigint | null> {
  const { rpID } = partyOf(origin);
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: Buffer.from(challenge).toString("base64url"),
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
      credential: {
        id: Buffer.from(held.credentialId).toString("base64url"),
        publicKey: new Uint8Array(held.publicKey),
        counter: Number(held.counter),
      },
    });
    return verified ? BigInt(authenticationInfo.newCounter) : null;
  } catch {
    return null;
  }
}

/** The passkey that the browser made for our challenge; null when its answer proves nothing. */
export async function newPasskeyIn(
  origin: string,
  { response, challenge }: Answer<RegistrationResponseJSON>,
): Promise<NewPasskey | null> {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: Buffer.from(challenge).toString("base64url"),
      expectedOrigin: origin,
      expectedRPID: partyOf(origin).rpID,
      requireUserVerification: true,
    });
    if (!verified) return null;
    const { credential } = registrationInfo;
    const credentialId = new Uint8Array(Buffer.from(credential.id, "base64url"));
    if (!fits(credentialId, passkeySizes.id) || !fits(credential.publicKey, passkeySizes.key)) return null;
    return {
      credentialId,
      publicKey: credential.publicKey,
      counter: BigInt(credential.counter),
      transports: (credential.transports ?? []).filter((one) => transportOf.includes(one)),
    };
  } catch {
    return null;
  }
}

const fits = ({ length }: Uint8Array, { least, most }: { least: number; most: number }): boolean =>
  length >= least && length <= most;
