"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
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
import type { OwnVerb } from "@/lib/approvals/methods";

type Props = {
  factor: FactorShown;
  actions: Record<"begin" | "hold" | "leave" | "remove" | "renewCodes" | "askPasskey", FormAction>;
  now: string;
  timeZone: string;
};

/** The person's own token: activate, replace, remove, and the codes for when it is not at hand. */
export function TokenSection({ factor, actions, now, timeZone }: Props) {
  const t = useTranslations("token");
  const router = useRouter();
  const [codes, setCodes] = useState<string[] | null>(null);
  const { held, enrolment, seen } = factor;
  const holds = { token: held !== null, passkeys: factor.passkeys.length > 0 };
  const asks = useOwnConfirmation({ holds, askPasskey: actions.askPasskey });
  const confirms = (verb: OwnVerb) => ({
    carries: { visto: seen },
    confirmation: asks(verb, seen),
    cancel: t("cancel"),
  });
  const show = (answer: string) => setCodes(answer.split("\n"));
  const kept = () => {
    setCodes(null);
    router.refresh();
  };
  const left = factor.codes;
  return (
    <section id="token" aria-labelledby="token-title" className="grid gap-4">
      <div>
        <div className="flex flex-wrap items-center gap-2.5">
          <h2 id="token-title" className="text-base font-semibold">
            {t("title")}
          </h2>
          {held && (
            <Badge tone={held.blocked ? "out" : "in"}>{t(held.blocked ? "state.blocked" : "state.active")}</Badge>
          )}
        </div>
        <p className="mt-1 max-w-prose text-sm text-pretty text-ink-soft">{t("intro")}</p>
      </div>
      {codes && <RecoveryCodes codes={codes} onKept={kept} />}
      {!codes && enrolment && (
        <TokenEnrolment
          enrolment={enrolment}
          replaces={held !== null}
          actions={{ hold: actions.hold, leave: actions.leave }}
          onCodes={show}
        />
      )}
      {held?.blocked && <Notice tone="out">{t("blockedText")}</Notice>}
      {held && (
        <DescriptionList
          items={[
            { label: t("since"), value: <DateTime at={held.since} now={now} timeZone={timeZone} /> },
            {
              label: t("lastUse"),
              value: held.lastUsedAt ? <DateTime at={held.lastUsedAt} now={now} timeZone={timeZone} /> : t("never"),
            },
            { label: t("codes.label"), value: left ? t("codes.left", left) : t("codes.none") },
          ]}
        />
      )}
      {!codes && (
        <div className="flex flex-wrap gap-2">
          {!held?.blocked && !enrolment && (
            <ConfirmDialog
              trigger={{
                label: t(held ? "replace" : "activate"),
                icon: "token",
                variant: held ? "secondary" : "primary",
              }}
              title={t(held ? "replaceTitle" : "activateTitle")}
              action={actions.begin}
              accept={t("next")}
              {...confirms("token.enrol")}
            >
              <p className="text-sm text-pretty text-ink-soft">{t(held ? "replaceText" : "activateText")}</p>
            </ConfirmDialog>
          )}
          {(held || holds.passkeys) && (
            <ConfirmDialog
              trigger={{ label: t("codes.renew"), icon: "retry" }}
              title={t("codes.renewTitle")}
              action={actions.renewCodes}
              accept={t("codes.renew")}
              onAnswer={show}
              {...confirms("token.codes")}
            >
              <p className="text-sm text-pretty text-ink-soft">{t("codes.renewText")}</p>
            </ConfirmDialog>
          )}
          {held && !held.blocked && (
            <ConfirmDialog
              trigger={{ label: t("remove"), icon: "delete", variant: "danger" }}
              title={t("removeTitle")}
              action={actions.remove}
              accept={t("remove")}
              danger
              {...confirms("token.remove")}
            >
              <p className="text-sm text-pretty">{t("removeText")}</p>
            </ConfirmDialog>
          )}
        </div>
      )}
    </section>
  );
}
