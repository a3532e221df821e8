"use client";
import { unstable_isUnrecognizedActionError } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

type Props = { error: Error & { digest?: string }; onAgain: () => void };

/** The page is of an earlier build: an action or a piece of script that this portal does not have any more. */
const isOfEarlierBuild = (error: Error) => error.name === "ChunkLoadError" || unstable_isUnrecognizedActionError(error);

/** What stands in place of a page that failed: one calm sentence, the reference under which the log holds the rest. */
export function Failed({ error, onAgain }: Props) {
  const t = useTranslations("portal");
  if (isOfEarlierBuild(error))
    return (
      <div role="alert">
        <p className="text-pretty text-ink-soft">{t("updatedPage")}</p>
        <Button variant="primary" icon="retry" className="mt-5" onClick={() => window.location.reload()}>
          {t("updated.reload")}
        </Button>
      </div>
    );
  return (
    <div role="alert">
      <p className="text-pretty text-ink-soft">{t("error.text")}</p>
      {error.digest && (
        <p className="mt-2 text-xs tabular-nums text-ink-soft">{t("error.reference", { reference: error.digest })}</p>
      )}
      <Button variant="primary" icon="retry" className="mt-5" onClick={onAgain}>
        {t("error.again")}
      </Button>
    </div>
  );
}
