"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { SettingsSection } from "@/components/own/settings-section";
import { useOwnConfirmation } from "@/components/session/own-confirmation";
import { RecoveryCodes } from "@/components/session/recovery-codes";
import { TokenEnrolment } from "@/components/session/token-enrolment";
import { Badge } from "@/components/ui/badge";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import type { FormAction } from "@/components/ui/form-answer";
import { Notice } from "@/components/ui/notice";
import type { FactorShown } from "@/lib/approvals/factor";
import type { FactorVerb } from "@/lib/approvals/methods";

export type FactorProps<Act extends string> = {
  factor: FactorShown;
  actions: Record<Act, FormAction>;
  now: string;
  timeZone: string;
  /** What was just done here. */
  notice: string | null;
};

/** The person's own token: activate, replace, remove, and the codes for when it is not at hand. */
export function TokenSection({
  factor,
  actions,
  now,
  timeZone,
  notice,
}: FactorProps<"begin" | "hold" | "leave" | "remove" | "renewCodes" | "askPasskey">) {
  const t = useTranslations("token");
  const router = useRouter();
  const [codes, setCodes] = useState<string[] | null>(null);
  const { held, blocked, enrolment, seen, codes: left } = factor;
  const holds = { token: held !== null, passkeys: factor.passkeys.length > 0 };
  const asks = useOwnConfirmation({ holds, askPasskey: actions.askPasskey });
  const confirms = (verb: FactorVerb) => ({
    carries: { visto: seen },
    confirmation: asks(verb, seen),
    cancel: t("cancel"),
  });
  const show = (answer: string) => setCodes(answer.split("\n"));
  const [begun, setBegun] = useState(false);
  const begin = () => {
    setBegun(true);
    router.refresh();
  };
  const kept = () => {
    setCodes(null);
    router.refresh();
  };
  const at = { now, timeZone };
  const mayBegin = !blocked && !enrolment;
  const foot = !codes && (mayBegin || held || left) && (
    <>
      {(held || holds.passkeys) && !blocked && (
        <ConfirmDialog
          trigger={{ label: t("codes.renew"), variant: "quiet" }}
          title={t("codes.renewTitle")}
          action={actions.renewCodes}
          accept={t("codes.make")}
          onAnswer={show}
          {...confirms("token.codes")}
        >
          <p className="text-sm text-pretty text-ink-soft">{t("codes.renewText")}</p>
        </ConfirmDialog>
      )}
      {held && !blocked && (
        <ConfirmDialog
          trigger={{ label: t("remove"), variant: "danger" }}
          title={t("removeTitle")}
          action={actions.remove}
          accept={t("remove")}
          danger
          {...confirms("token.remove")}
        >
          <p className="text-sm text-pretty">{t(holds.passkeys ? "removeTextPasskeys" : "removeText")}</p>
        </ConfirmDialog>
      )}
      {mayBegin && (
        <ConfirmDialog
          trigger={{ label: t(held ? "replace" : "activate"), variant: held ? "secondary" : "primary" }}
          title={t(held ? "replaceTitle" : "activateTitle")}
          action={actions.begin}
          accept={t("next")}
          onAnswer={begin}
          {...confirms("token.enrol")}
        >
          <p className="text-sm text-pretty text-ink-soft">{t(held ? "replaceText" : "activateText")}</p>
        </ConfirmDialog>
      )}
    </>
  );
  return (
    <SettingsSection id="token" title={t("title")} text={t("intro")} notice={notice} foot={foot || undefined}>
      <div className="grid gap-5">
        {codes && <RecoveryCodes codes={codes} onKept={kept} />}
        {!codes && enrolment && (
          <TokenEnrolment
            enrolment={enrolment}
            replaces={held !== null}
            justBegun={begun}
            actions={{ hold: actions.hold, leave: actions.leave }}
            onCodes={show}
            onLeft={() => router.refresh()}
          />
        )}
        {blocked && <Notice tone="out">{t("blockedText")}</Notice>}
        {factor.asked && !enrolment && !codes && <Notice tone="amber">{t("askedText")}</Notice>}
        {!held && !enrolment && !codes && <p className="text-sm text-ink-soft">{t("noneHeld")}</p>}
        {(held || left) && !codes && (
          <DescriptionList
            items={[
              {
                label: t("state.label"),
                value: held ? (
                  <Badge tone={blocked ? "out" : "in"}>{t(blocked ? "state.blocked" : "state.active")}</Badge>
                ) : (
                  <Badge>{t("state.none")}</Badge>
                ),
              },
              ...(held
                ? [
                    { label: t("since"), value: <DateTime at={held.since} {...at} /> },
                    {
                      label: t("lastUse"),
                      value: held.lastUsedAt ? <DateTime at={held.lastUsedAt} {...at} /> : t("never"),
                    },
                  ]
                : []),
              { label: t("codes.label"), value: left ? t("codes.left", left) : t("codes.none") },
            ]}
          />
        )}
      </div>
    </SettingsSection>
  );
}
