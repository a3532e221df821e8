import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PublicShell } from "@/components/shell/public-shell";
import { portal } from "@/lib/messages/es/portal";
import { publicPage } from "@/lib/web/doors";
import { ownPath } from "@/lib/web/own-path";
import { paths } from "@/lib/web/paths";
import { readIfSignedIn } from "@/lib/web/session";
import { LoginForm } from "./login-form";

const { login } = portal;

export const metadata: Metadata = { title: login.title };

export default publicPage(async ({ search }) => {
  const back = ownPath(typeof search.volver === "string" ? search.volver : undefined);
  const signedIn = await readIfSignedIn(async () => true);
  if (signedIn) redirect(back ?? paths.home);
  return (
    <PublicShell title={login.title} intro={login.subtitle}>
      <LoginForm back={back} />
    </PublicShell>
  );
});
