import type { Metadata } from "next";
import { PublicShell } from "@/components/shell/public-shell";
import { Trouble } from "@/components/shell/trouble";
import { LinkButton } from "@/components/ui/link-button";
import { portal } from "@/lib/messages/es/portal";
import { publicPage } from "@/lib/web/doors";
import { ownPath } from "@/lib/web/own-path";
import { paths } from "@/lib/web/paths";

const { updated } = portal;

export const metadata: Metadata = { title: updated.title };

export default publicPage(async ({ search }) => {
  const back = ownPath(typeof search.volver === "string" ? search.volver : undefined);
  return (
    <PublicShell title={updated.title}>
      <Trouble
        icon="retry"
        actions={
          <LinkButton href={back ?? paths.home} variant="primary" icon="retry">
            {updated.reload}
          </LinkButton>
        }
      >
        {updated.text}
      </Trouble>
    </PublicShell>
  );
});
