"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { SettingsSection } from "@/components/own/settings-section";
import { useOwnConfirmation } from "@/components/session/own-confirmation";
import { PasskeyList } from "@/components/session/passkey-list";
import { RecoveryCodes } from "@/components/session/recovery-codes";
import type { FactorProps } from "@/components/session/token-section";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Notice } from "@/components/ui/notice";
import { TextField } from "@/components/ui/text-field";

type Told = { tone: "in" | "out"; text: string };

/** The person's own passkeys: each by its name and last use; add, rename, remove. */
export function PasskeySection({
  factor,
  actions,
  notice,
  ...at
}: FactorProps<"begin" | "add" | "rename" | "remove" | "askPasskey">) {
  const t = useTranslations("token.passkeys");
  const tt = useTranslations("token");
  const router = useRouter();
  const [told, setTold] = useState<Told | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const holds = { token: factor.held !== null, passkeys: factor.passkeys.length > 0 };
  const asks = useOwnConfirmation({ holds, askPasskey: actions.askPasskey });

  /** The browser makes the key for what the server asked, and the server keeps it. */
  async function make(answer: string) {
    const { name, options } = JSON.parse(answer) as { name: string; options: string };
    const wrong = (text: string) => setTold({ tone: "out", text });
    setTold(null);
    try {
      const { startRegistration } = await import("@simplewebauthn/browser");
      const form = new FormData();
      form.append("respuesta", JSON.stringify(await startRegistration({ optionsJSON: JSON.parse(options) })));
      form.append("nombre", name);
      const outcome = await actions.add(null, form);
      if (!outcome?.ok) return wrong(outcome?.message ?? t("notMade"));
      if (outcome.answer) setCodes(outcome.answer.split("\n"));
      setTold({ tone: "in", text: t("added", { name }) });
      router.refresh();
    } catch {
      wrong(t("notMade"));
    }
  }

  const add = (
    <ConfirmDialog
      trigger={{ label: t("add"), icon: "plus" }}
      title={t("addTitle")}
      action={actions.begin}
      carries={{ visto: factor.seen }}
      fields={<TextField label={t("name")} description={t("nameHelp")} name="nombre" maxLength={60} required />}
      confirmation={asks("passkey.add", factor.seen)}
      accept={tt("next")}
      cancel={tt("cancel")}
      onAnswer={make}
    >
      <p className="text-sm text-pretty text-ink-soft">{t("addText")}</p>
    </ConfirmDialog>
  );
  return (
    <SettingsSection id="llaves" title={t("title")} text={t("intro")} notice={told ? null : notice} foot={add}>
      {told && (
        <Notice tone={told.tone} className="mb-4">
          {told.text}
        </Notice>
      )}
      {codes && <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />}
      {factor.passkeys.length === 0 ? (
        <p className="text-sm text-ink-soft">{t("none")}</p>
      ) : (
        <PasskeyList passkeys={factor.passkeys} asks={asks} rename={actions.rename} remove={actions.remove} {...at} />
      )}
    </SettingsSection>
  );
}
