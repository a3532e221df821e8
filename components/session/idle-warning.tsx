"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

type Props = {
  seconds: number;
  logout: string;
  onStay: () => void;
  /** What is typed on the page is secret, and kept nowhere. */
  nothingKept?: boolean;
};

/** "Su sesión se cierra en 1 minuto. ¿Seguir?": one press stays, another leaves; closing it stays too. */
export function IdleWarning({ seconds, logout, onStay, nothingKept }: Props) {
  const t = useTranslations("portal.session");
  // Read aloud each quarter of a minute, not each second.
  const spoken = Math.ceil(seconds / 15) * 15;
  return (
    <Dialog open onClose={onStay} title={t("idleTitle")} alert>
      <p className="text-base tabular-nums text-pretty" aria-hidden="true">
        {t("idle", { seconds })}
      </p>
      <p className="sr-only" aria-live="polite">
        {t("idle", { seconds: spoken })}
      </p>
      {!nothingKept && <p className="mt-1 text-ink-soft">{t("idleKept")}</p>}
      <div className="mt-5 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <form action={logout} method="post" className="contents">
          <Button type="submit" icon="leave">
            {t("leave")}
          </Button>
        </form>
        <Button variant="primary" onClick={onStay} autoFocus>
          {t("stay")}
        </Button>
      </div>
    </Dialog>
  );
}
