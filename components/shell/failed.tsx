"use client";
import { unstable_isUnrecognizedActionError } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { KnownSupport } from "@/components/shell/support-known";
import { Button } from "@/components/ui/button";
import { Trouble } from "@/components/ui/trouble";
import { isBusyDigest } from "@/lib/web/busy-digest";

type Props = { error: Error & { digest?: string } };

/** The page is of an earlier build: an action or a piece of script that this portal does not have any more. */
const isOfEarlierBuild = (error: Error) => error.name === "ChunkLoadError" || unstable_isUnrecognizedActionError(error);

type Kind = "updated" | "busy" | "error";
const kindOf = (error: Props["error"]): Kind =>
  isOfEarlierBuild(error) ? "updated" : isBusyDigest(error.digest) ? "busy" : "error";

/** The title of a page that failed; `frame` puts it, and what stands under it, in the page's own place. */
export function Failed({ error, frame }: Props & { frame: (title: string, body: ReactNode) => ReactNode }) {
  const t = useTranslations("portal");
  const kind = kindOf(error);
  return frame(t(`${kind}.title`), <Body kind={kind} reference={error.digest} />);
}

function Body({ kind, reference }: { kind: Kind; reference: string | undefined }) {
  const t = useTranslations("portal");
  return (
    <Trouble
      alert
      reference={kind === "error" ? reference : undefined}
      icon={kind === "updated" ? "retry" : kind === "busy" ? "clock" : "warning"}
      actions={
        // The whole page is asked for again: what failed was made on the server.
        <Button variant="primary" icon="retry" onClick={() => window.location.reload()}>
          {t(kind === "updated" ? "updated.reload" : "error.again")}
        </Button>
      }
    >
      <p>{kind === "updated" ? t("updatedPage") : t(`${kind}.text`)}</p>
      {kind === "error" && (
        <div className="mt-3">
          <KnownSupport />
        </div>
      )}
    </Trouble>
  );
}
