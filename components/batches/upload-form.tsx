"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { countLines } from "@/components/batches/count-lines";
import { type Sent, sendFile } from "@/components/batches/send-file";
import { type LotNow, SentLot } from "@/components/batches/sent-lot";
import { useAnswers } from "@/components/ui/answers";
import { Button } from "@/components/ui/button";
import { FileDrop } from "@/components/ui/file-drop";
import { Notice } from "@/components/ui/notice";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Select } from "@/components/ui/select";
import { type BatchType, batchTypes } from "@/lib/batches/layouts";
import { formatBytes } from "@/lib/bytes";

type Props = {
  href: string;
  limits: { max: string; lines: number };
  /** What the product takes. */
  types: readonly BatchType[];
  /** Lots of the tray as they stand now. */
  lots: readonly LotNow[];
};

type Sending = { name: string; sent: number; total: number };
type SentFile = { file: string; number: string; lines: number | null };
type Wrong = { tipo?: string; archivo?: string };

/** Type, file, Enviar: the bytes as they leave, then a notice that stays above the tray with the validation as it goes on. */
export function UploadForm({ href, limits, types, lots }: Props) {
  const t = useTranslations("batches");
  const router = useRouter();
  const [file, setFile] = useState<File | null>(null);
  const [round, setRound] = useState(0);
  const [sending, setSending] = useState<Sending | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [last, setLast] = useState<SentFile | null>(null);
  const { heard } = useAnswers();
  const [wrong, setWrong] = useState<Wrong>({});
  const envelope = useEnvelope();
  useStayWhile(sending !== null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (sending) return;
    const type = String(new FormData(event.currentTarget).get("tipo"));
    const missing = {
      tipo: type === "" ? t("upload.chooseType") : undefined,
      archivo: file ? undefined : t("upload.chooseFile"),
    };
    setWrong(missing);
    setRefused(null);
    if (type === "" || !file) return focusOnWrong(event.currentTarget);
    setSending({ name: file.name, sent: 0, total: file.size });
    const query = new URLSearchParams({ id: envelope.idOf(type, file), tipo: type, nombre: file.name });
    const answer = await sendFile({
      href: `${href}?${query}`,
      file,
      onBytes: (sent) => setSending({ name: file.name, sent, total: file.size }),
    });
    setSending(null);
    say(answer, file);
  }

  function say(answer: Sent, sent: File) {
    if (answer.kind !== "noAnswer") envelope.close();
    if (answer.kind === "taken") {
      const { number } = answer;
      setLast({ file: sent.name, number, lines: null });
      void countLines(sent).then(
        (lines) => setLast((one) => (one?.number === number ? { ...one, lines } : one)),
        () => undefined, // the file went away meanwhile: its lines are told without their number
      );
      setFile(null);
      setRound(round + 1);
      router.refresh();
    } else {
      if (answer.kind === "sessionEnded") heard({ ok: false, sessionEnded: true });
      setRefused(answer.kind === "noAnswer" ? t("upload.interrupted") : answer.message);
    }
  }

  const offered = batchTypes.filter((type) => types.includes(type));
  const choices = offered.map((value) => ({ value, label: t(`type.${value}`) }));
  return (
    <section aria-label={t("upload.form")} className="mb-6">
      <form
        onSubmit={submit}
        noValidate
        className="grid items-start gap-4 rounded-md border bg-surface p-4 sm:p-5 md:grid-cols-[17rem_1fr] md:grid-rows-[auto_1fr] md:gap-x-6"
      >
        <Select
          key={`type-${round}`}
          label={t("upload.type")}
          name="tipo"
          choices={choices}
          placeholder={t("upload.choose")}
          error={wrong.tipo}
          required
        />
        <FileDrop
          key={`file-${round}`}
          label={t("upload.file")}
          description={t("upload.formats", limits)}
          onFile={setFile}
          error={wrong.archivo}
          disabled={sending !== null}
          required
          className="md:row-span-2"
        />
        <Button type="submit" variant="primary" icon="upload" pending={sending !== null}>
          {t("upload.send")}
        </Button>
        {sending && (
          <div className="md:col-span-2">
            <ProgressBar
              label={t("upload.sending", { file: sending.name })}
              value={sending.sent}
              max={Math.max(1, sending.total)}
              text={t("upload.sentBytes", {
                sent: formatBytes(BigInt(sending.sent)),
                total: formatBytes(BigInt(sending.total)),
              })}
            />
          </div>
        )}
      </form>
      {refused && (
        <Notice tone="out" className="mt-3">
          {refused}
        </Notice>
      )}
      {last && !refused && !sending && <SentLot {...last} lot={lots.find(({ number }) => number === last.number)} />}
    </section>
  );
}

/** The id under which a file is sent: the same while nobody has answered, so that sending again is the same upload. */
function useEnvelope() {
  const open = useRef<{ id: string; content: string } | null>(null);
  return {
    idOf(type: string, file: File): string {
      const content = [type, file.name, file.size, file.lastModified].join("/");
      if (open.current?.content !== content) open.current = { id: crypto.randomUUID(), content };
      return open.current.id;
    },
    close() {
      open.current = null;
    },
  };
}

/** While bytes are leaving, the browser asks before it leaves the page. */
function useStayWhile(busy: boolean) {
  useEffect(() => {
    if (!busy) return;
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", stay);
    return () => window.removeEventListener("beforeunload", stay);
  }, [busy]);
}

/** Once the sentences stand beside their fields. */
function focusOnWrong(form: HTMLFormElement) {
  requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid='true']")?.focus());
}
