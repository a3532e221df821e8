"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useOwnConfirmation } from "@/components/session/own-confirmation";
import { RecoveryCodes } from "@/components/session/recovery-codes";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import type { FormAction } from "@/components/ui/form-answer";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import { TextField } from "@/components/ui/text-field";
import type { FactorShown } from "@/lib/approvals/factor";

type Props = {
  factor: FactorShown;
  actions: Record<"begin" | "add" | "rename" | "remove" | "askPasskey", FormAction>;
  now: string;
  timeZone: string;
};

type Told = { tone: "in" | "out"; text: string };

/** The person's own passkeys: each by its name and last use; add, rename, remove. */
export function PasskeySection({ factor, actions, now, timeZone }: Props) {
  const t = useTranslations("token.passkeys");
  const tt = useTranslations("token");
  const router = useRouter();
  const [told, setTold] = useState<Told | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const holds = { token: factor.held !== null, passkeys: factor.passkeys.length > 0 };
  const asks = useOwnConfirmation({ holds, askPasskey: actions.askPasskey });
  const cancel = tt("cancel");

  /** The browser makes the key for what the server asked, and the server keeps it. */
  async function make(answer: string) {
    const { name, options } = JSON.parse(answer) as { name: string; options: string };
    const wrong = (text: string) => setTold({ tone: "out", text });
    setTold(null);
    try {
      const { startRegistration } = await import("@simplewebauthn/browser");
      const made = await startRegistration({ optionsJSON: JSON.parse(options) });
      const form = new FormData();
      form.append("respuesta", JSON.stringify(made));
      form.append("nombre", name);
      const outcome = await actions.add(null, form);
      if (!outcome?.ok) return wrong((outcome && !outcome.ok && outcome.message) || t("notMade"));
      if (outcome.answer) setCodes(outcome.answer.split("\n"));
      setTold({ tone: "in", text: t("added", { name }) });
      router.refresh();
    } catch {
      wrong(t("notMade"));
    }
  }

  return (
    <section id="llaves" aria-labelledby="passkeys-title" className="grid gap-4">
      <div>
        <h2 id="passkeys-title" className="text-base font-semibold">
          {t("title")}
        </h2>
        <p className="mt-1 max-w-prose text-sm text-pretty text-ink-soft">{t("intro")}</p>
      </div>
      {told && <Notice tone={told.tone}>{told.text}</Notice>}
      {codes && <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />}
      <div className="rounded-md border bg-surface">
        {factor.passkeys.length === 0 ? (
          <EmptyState icon="token" title={t("none")}>
            {t("noneText")}
          </EmptyState>
        ) : (
          <ul className="divide-y">
            {factor.passkeys.map((passkey) => (
              <li key={passkey.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
                <Icon name="token" className="shrink-0 text-ink-soft" />
                <div className="min-w-0 flex-1 basis-48">
                  <p className="text-sm font-medium wrap-break-word">{passkey.name}</p>
                  <p className="flex flex-wrap gap-x-3 text-xs text-ink-soft">
                    <span>
                      {t("addedAt")} <DateTime at={passkey.createdAt} now={now} timeZone={timeZone} />
                    </span>
                    <span>
                      {passkey.lastUsedAt ? (
                        <>
                          {t("usedAt")} <DateTime at={passkey.lastUsedAt} now={now} timeZone={timeZone} />
                        </>
                      ) : (
                        t("unused")
                      )}
                    </span>
                  </p>
                </div>
                <div className="flex gap-1">
                  <ConfirmDialog
                    trigger={{ label: t("renameOf", { name: passkey.name }), icon: "edit", iconOnly: true }}
                    title={t("renameTitle")}
                    action={actions.rename}
                    carries={{ id: passkey.id }}
                    fields={
                      <TextField label={t("name")} name="nombre" defaultValue={passkey.name} maxLength={60} required />
                    }
                    accept={t("save")}
                    cancel={cancel}
                  />
                  <ConfirmDialog
                    trigger={{ label: t("removeOf", { name: passkey.name }), icon: "delete", iconOnly: true }}
                    title={t("removeTitle", { name: passkey.name })}
                    action={actions.remove}
                    carries={{ id: passkey.id, visto: passkey.seen }}
                    confirmation={asks("passkey.remove", passkey.seen)}
                    accept={t("remove")}
                    cancel={cancel}
                    danger
                  >
                    <p className="text-sm text-pretty">{t("removeText")}</p>
                  </ConfirmDialog>
                </div>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div>
        <ConfirmDialog
          trigger={{ label: t("add"), icon: "plus" }}
          title={t("addTitle")}
          action={actions.begin}
          carries={{ visto: factor.seen }}
          fields={<TextField label={t("name")} description={t("nameHelp")} name="nombre" maxLength={60} required />}
          confirmation={asks("passkey.add", factor.seen)}
          accept={tt("next")}
          cancel={cancel}
          onAnswer={make}
        >
          <p className="text-sm text-pretty text-ink-soft">{t("addText")}</p>
        </ConfirmDialog>
      </div>
    </section>
  );
}
