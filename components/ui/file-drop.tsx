"use client";
import { useTranslations } from "next-intl";
import { type ComponentProps, type DragEvent, useId, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { describedBy, FieldError, type FieldWords } from "@/components/ui/field";
import { useFormField } from "@/components/ui/form";
import { Icon } from "@/components/ui/icon";
import { type FigureLocale, formatBytes } from "@/lib/bytes";

const previewLines = 4;
const previewBytes = 64 * 1024;

type Chosen = { name: string; size: string; encoding: string | null; lines: string[] | null };

/** How the first bytes of a text are written, by the same signs as the server's: a BOM, else UTF-8 where it is valid, else Windows-1252. */
function encodingOf(bytes: Uint8Array): "UTF-8" | "UTF-16LE" | "UTF-16BE" | "Windows-1252" {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "UTF-16LE";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "UTF-16BE";
  try {
    // A character cut off by the end of the piece is no fault.
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return "UTF-8";
  } catch {
    return "Windows-1252";
  }
}

async function look(file: File, figures: FigureLocale | undefined): Promise<Chosen> {
  const bytes = new Uint8Array(await file.slice(0, previewBytes).arrayBuffer());
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  const binary = text.includes("\0") || text.startsWith("PK");
  return {
    name: file.name,
    size: formatBytes(BigInt(file.size), figures),
    encoding: binary ? null : encoding,
    lines: binary ? null : text.split(/\r?\n/, previewLines),
  };
}

type Props = FieldWords &
  Omit<ComponentProps<"input">, "id" | "type" | "multiple"> & {
    onFile?: (file: File | null) => void;
    /** The country in whose figures its size is written. */
    figures?: FigureLocale;
  };

/** One file, dropped or picked: its name, size and first lines are shown before it is sent. */
export function FileDrop({ label, description, error, optional: _, className, onFile, figures, ...input }: Props) {
  const t = useTranslations("controls.drop");
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const field = useFormField(input.name);
  const words = { description, error: error ?? field.error };

  async function take(file: File | undefined) {
    onFile?.(file ?? null);
    setChosen(file ? await look(file, figures) : null);
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (!box.current || !file || input.disabled) return;
    const one = new DataTransfer();
    one.items.add(file);
    box.current.files = one.files;
    void take(file);
  }

  return (
    <div className={classNames("min-w-0", className)}>
      <label
        htmlFor={id}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={classNames(
          "flex min-h-28 items-center gap-4 rounded-md border border-dashed px-4 py-4 transition-colors duration-150",
          "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus",
          over
            ? "border-primary bg-primary-soft"
            : words.error
              ? "border-out bg-surface"
              : "border-edge bg-surface hover:bg-sunken",
          input.disabled && "opacity-60",
        )}
      >
        <span className="grid size-10 shrink-0 place-items-center rounded-full bg-primary-soft text-primary">
          <Icon name={chosen ? "file" : "upload"} size={20} />
        </span>
        <span className="min-w-0 flex-1">
          <span className="block text-sm font-medium">{label}</span>
          <span className="block break-words text-xs text-ink-soft" aria-live="polite">
            {over
              ? t("release")
              : chosen
                ? [chosen.name, chosen.size, chosen.encoding].filter(Boolean).join(" · ")
                : t("invite")}
          </span>
        </span>
        {chosen && <span className="text-xs font-medium text-primary">{t("replace")}</span>}
        <input
          {...input}
          ref={box}
          id={id}
          type="file"
          onChange={(event) => void take(event.target.files?.[0])}
          aria-label={label}
          aria-invalid={words.error ? true : undefined}
          aria-describedby={describedBy(id, words)}
          className="sr-only"
        />
      </label>
      {words.error && <FieldError id={`${id}-error`}>{words.error}</FieldError>}
      {description && (
        <p id={`${id}-help`} className="mt-1.5 text-xs text-ink-soft">
          {description}
        </p>
      )}
      {chosen && <Preview title={t("preview")} lines={chosen.lines} without={t("binary")} />}
    </div>
  );
}

function Preview({ title, lines, without }: { title: string; lines: string[] | null; without: string }) {
  return (
    <figure className="mt-3 overflow-hidden rounded-md border bg-sunken">
      <figcaption className="border-b px-3 py-1.5 text-xs text-ink-soft">{title}</figcaption>
      {lines ? (
        <pre className="truncate px-3 py-2 font-mono text-xs whitespace-pre">{lines.join("\n")}</pre>
      ) : (
        <p className="px-3 py-2 text-xs text-ink-soft">{without}</p>
      )}
    </figure>
  );
}
