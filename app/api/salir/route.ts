import { signOut } from "@/lib/auth/commands";
import { leaveDrafts } from "@/lib/drafts/commands";
import { openPost } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";
import { forgetSession } from "@/lib/web/session";

export const POST = openPost(async (caller) => {
  await leaveDrafts(caller);
  await signOut(caller);
  return new Response(null, { status: 303, headers: { ...forgetSession, Location: paths.login } });
});
