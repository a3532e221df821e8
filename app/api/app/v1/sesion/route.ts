import { openAppSession } from "@/lib/app/commands";
import { signOut } from "@/lib/auth/commands";
import { appEntry } from "@/lib/web/app-doors";
import { settings, userAgent } from "@/lib/web/request";

export const POST = appEntry("openSession", async (caller, { input }) =>
  openAppSession(caller, input, await userAgent(), settings(), ({ user, session }, portador) => ({
    portador,
    tipo: "Bearer" as const,
    vence: session.endsAt.toISOString(),
    persona: { usuario: user.username, nombre: user.name, idioma: user.language },
  })),
);

export const DELETE = appEntry("closeSession", async (caller) => {
  await signOut(caller);
  return undefined;
});
