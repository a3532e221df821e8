"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { sendFile } from "@/components/batches/send-file";
import { useAnswers } from "@/components/ui/answers";
import { Button } from "@/components/ui/button";
import { FileDrop } from "@/components/ui/file-drop";
import { Notice } from "@/components/ui/notice";
import { ProgressBar } from "@/components/ui/progress-bar";
import { formatBytes } from "@/lib/bytes";
import { figureLocales } from "@/lib/money";
import { paths } from "@/lib/web/paths";

type Props = { broker: string; limits: { rows: string; changes: string; max: string } };

const figures = figureLocales.PEN;

/** Sends a sheet of the team and leads to what it would do; nothing changes by sending it. */
export function BulkForm({ broker, limits }: Props) {
  const t = useTranslations("bulk");
  const router = useRouter();
  const { heard } = useAnswers();
  const [file, setFile] = useState<File | null>(null);
  const [missing, setMissing] = useState(false);
  const [sending, setSending] = useState<{ name: string; sent: number; total: number } | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  // The same while nobody has answered, so that sending again is the same file.
  const envelope = useRef<{ file: File; id: string } | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (sending) return;
    setMissing(!file);
    setRefused(null);
    const box = event.currentTarget.querySelector<HTMLElement>("input[type='file']");
    if (!file) return box?.focus();
    if (envelope.current?.file !== file) envelope.current = { file, id: crypto.randomUUID() };
    const query = { empresa: broker, id: envelope.current.id, nombre: file.name };
    const now = (sent: number) => setSending({ name: file.name, sent, total: file.size });
    now(0);
    const answer = await sendFile({ href: paths.withQuery(paths.teamFileUpload, query), file, onBytes: now });
    if (answer.kind === "taken") return router.push(paths.teamFile(broker, answer.number));
    setSending(null);
    if (answer.kind === "noAnswer") return setRefused(t("interrupted"));
    envelope.current = null;
    if (answer.kind === "sessionEnded") heard({ ok: false, sessionEnded: true });
    setRefused(answer.message);
  }

  return (
    <form onSubmit={submit} noValidate aria-label={t("title")} className="grid max-w-3xl gap-4">
      {refused && <Notice tone="out">{refused}</Notice>}
      <FileDrop
        label={t("choose")}
        description={t("formats", limits)}
        onFile={setFile}
        figures={figures}
        error={missing && !file ? t("missing") : undefined}
        disabled={sending !== null}
        required
      />
      {sending && (
        <ProgressBar
          label={t(sending.sent < sending.total ? "sending" : "reading", { file: sending.name })}
          value={sending.sent}
          max={Math.max(1, sending.total)}
          text={t("sentBytes", {
            sent: formatBytes(BigInt(sending.sent), figures),
            total: formatBytes(BigInt(sending.total), figures),
          })}
        />
      )}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" icon="upload" pending={sending !== null}>
          {t("send")}
        </Button>
      </div>
    </form>
  );
}
