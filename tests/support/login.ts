import { createHash, randomBytes } from "node:crypto";
import type { APIRequestContext, Page } from "@playwright/test";
import { asOwner } from "@/tests/support/running";

export const clave = "lluvia-sobre-el-paramo-7";

/** Signs in as a person of the demonstration and lands on the Bandeja. */
export async function signIn(page: Page, usuario: string): Promise<void> {
  await page.goto("/ingresar");
  await page.getByLabel("Usuario").fill(usuario);
  await page.getByLabel("Clave", { exact: true }).fill(clave);
  await page.getByRole("button", { name: "Ingresar" }).click();
  await page.waitForURL((url) => url.pathname === "/");
}

/** Leaves without a session. First the page: one that is still open asks in the background, and would be told that it has none. */
export async function forgetSession(page: Page): Promise<void> {
  await page.goto("about:blank");
  await page.context().clearCookies();
}

/** Leaves, and is in as somebody else in the same browser: with a session as the login leaves it, and no page open yet. */
export async function comeIn(page: Page, usuario: string): Promise<void> {
  await forgetSession(page);
  const secret = randomBytes(32).toString("base64url");
  await asOwner(
    "INSERT INTO session (token_hash, user_id, address, device, stage) SELECT $1, id, '127.0.0.1', 'test', 'DONE' FROM app_user WHERE username = $2",
    [createHash("sha256").update(secret).digest(), usuario],
  );
  const kept = { path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;
  await page.context().addCookies([{ ...kept, name: "__Host-contrafirma", value: secret, domain: "localhost" }]);
}

/** Leaves, and is at the Bandeja as somebody else, in the same browser. */
export async function changePerson(page: Page, usuario: string): Promise<void> {
  await comeIn(page, usuario);
  await page.goto("/");
}

type Mail = { to: { address: string }[]; subject: string; text: string; date: string };

/** The newest mail to a person whose subject names something, once it has arrived. */
export async function mailTo(request: APIRequestContext, usuario: string, about: string): Promise<Mail> {
  const deadline = Date.now() + 90_000;
  for (;;) {
    const mails = (await (await request.get(`${process.env.MAIL_URL}/email`)).json()) as Mail[];
    const mine = mails.filter(
      (mail) => mail.subject.includes(about) && mail.to.some((to) => to.address === `${usuario}@demo.example`),
    );
    const newest = mine.at(-1);
    if (newest) return newest;
    if (Date.now() > deadline) throw new Error(`No mail to ${usuario} about ${about}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** The code of a mail: it stands alone on a line of the text part. */
export function codeOf(mail: Mail): string {
  const code = /^\d{6}$/m.exec(mail.text)?.[0];
  if (!code) throw new Error(`No code in ${mail.text}`);
  return code;
}
