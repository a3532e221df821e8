"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

type Props = { open: boolean; onLater: () => void; onSignIn: () => void };

/** The session's hours are almost over: whoever signs in now works on without a break. */
export function LifeWarning({ open, onLater, onSignIn }: Props) {
  const t = useTranslations("portal.session");
  return (
    <Dialog open={open} onClose={onLater} title={t("lifeTitle")} alert>
      <p className="text-pretty">{t("life")}</p>
      <div className="mt-5 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <Button onClick={onLater}>{t("later")}</Button>
        <Button variant="primary" onClick={onSignIn} autoFocus>
          {t("signInNow")}
        </Button>
      </div>
    </Dialog>
  );
}
