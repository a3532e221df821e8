import Link from "next/link";
import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { Money } from "@/components/ui/money";
import { SignatureList } from "@/components/ui/signature-list";
import { Timeline, type TimelineEvent } from "@/components/ui/timeline";
import type { BatchDetail } from "@/lib/batches/queries";
import { batchAllows } from "@/lib/batches/rules";
import type { Context } from "@/lib/context";
import type { Encoding } from "@/lib/files/encoding";
import { paths } from "@/lib/web/paths";

type Props = {
  ctx: Pick<Context, "company" | "product" | "actor" | "now">;
  batch: BatchDetail;
  /** Who may sign it, those who already have included. */
  signers: readonly { membershipId: number; name: string }[];
};

/** What is known of a lot beside its lines: its file and figures, who signs, what happened to it. */
export function BatchFacts({ ctx, batch, signers }: Props) {
  const t = useTranslations("batches.detail");
  const toSign = batch.status === "VALID" || batchAllows("sign", batch.status);
  return (
    <aside aria-label={t("data")} className="grid items-start gap-4 md:grid-cols-2 xl:grid-cols-3">
      <section className="rounded-md border bg-surface px-4 py-3.5">
        <h2 className="mb-1.5 text-sm font-semibold">{t("data")}</h2>
        <Data ctx={ctx} batch={batch} />
      </section>
      {toSign && (
        <section className="rounded-md border bg-surface px-4 py-3.5">
          <h2 className="mb-3 text-sm font-semibold">{t("signatures")}</h2>
          <Signatures ctx={ctx} batch={batch} signers={signers} />
        </section>
      )}
      <section className="rounded-md border bg-surface px-4 py-3.5">
        <h2 className="mb-3 text-sm font-semibold">{t("history")}</h2>
        <History ctx={ctx} batch={batch} />
      </section>
    </aside>
  );
}

function Data({ ctx, batch }: Omit<Props, "signers">) {
  const t = useTranslations("batches.detail");
  const types = useTranslations("batches.type");
  const encodings = useTranslations("batches.encoding");
  const money = (cents: bigint) => <Money cents={cents.toString()} currency={ctx.product.currency} />;
  const { order, commissionCents, taxCents, orderTotalCents, sampleNames, digest } = batch;
  const seesOrder = ctx.actor.permissions.has("order.read");
  return (
    <>
      <DescriptionList
        figures
        items={[
          { label: t("type"), value: types(batch.type) },
          { label: t("file"), value: <span className="break-all">{batch.fileName}</span> },
          { label: t("encoding"), value: encodings(batch.encoding as Encoding) },
          ...(commissionCents !== null && taxCents !== null && orderTotalCents !== null
            ? [
                { label: t("commission"), value: money(commissionCents) },
                { label: t(`tax.${ctx.company.country}`), value: money(taxCents) },
                { label: t("orderTotal"), value: money(orderTotalCents), total: true },
              ]
            : []),
          ...(order
            ? [
                {
                  label: t("order"),
                  value: seesOrder ? (
                    <Link
                      prefetch={false}
                      href={paths.order(ctx, order.number)}
                      className="text-primary underline underline-offset-2"
                    >
                      {order.number}
                    </Link>
                  ) : (
                    order.number
                  ),
                },
              ]
            : []),
        ]}
      />
      {sampleNames.length > 0 && (
        <div className="mt-2 border-t pt-2.5">
          <h3 className="text-xs text-ink-soft">{t("samples")}</h3>
          <p>{[...new Set(sampleNames)].join(" · ")}</p>
          {batch.status === "VALID" && <p className="mt-0.5 text-xs text-ink-soft">{t("samplesHelp")}</p>}
        </div>
      )}
      <Seal label={digest ? t("digest") : t("fileHash")} hash={digest ?? batch.fileHash} />
    </>
  );
}

function Seal({ label, hash }: { label: string; hash: string }) {
  return (
    <div className="mt-2 border-t pt-2.5">
      <h3 className="text-xs text-ink-soft">{label}</h3>
      <p className="font-mono text-xs break-all text-ink-soft">{hash}</p>
    </div>
  );
}

function Signatures({ ctx, batch, signers }: Props) {
  const t = useTranslations("batches.detail");
  const { membershipId, permissions } = ctx.actor;
  const signed = new Set(batch.signatures.map((signature) => signature.membershipId));
  const may = signers.filter((signer) => !signed.has(signer.membershipId));
  const mayNotBecauseMade =
    permissions.has("batch.sign") &&
    !signed.has(membershipId) &&
    !may.some((signer) => signer.membershipId === membershipId);
  return (
    <>
      <SignatureList
        required={batch.signaturesRequired ?? ctx.company.signaturesRequired}
        signed={batch.signatures.map(({ name, signedAt }) => ({
          name,
          at: <DateTime at={signedAt.toISOString()} now={ctx.now.toISOString()} timeZone={ctx.company.timeZone} />,
        }))}
        may={may.map((signer) => ({
          name: signer.name,
          role: signer.membershipId === membershipId ? t("you") : undefined,
        }))}
      />
      {may.length === 0 && <p className="text-ink-soft">{t("nobodyMaySign")}</p>}
      {mayNotBecauseMade && <p className="mt-3 text-xs text-ink-soft">{t("madeByYou")}</p>}
    </>
  );
}

function History({ ctx, batch }: Omit<Props, "signers">) {
  const t = useTranslations("batches.detail");
  const stamp = (at: Date) => (
    <DateTime at={at.toISOString()} now={ctx.now.toISOString()} timeZone={ctx.company.timeZone} />
  );
  const events: TimelineEvent[] = [
    { key: "uploaded", what: t("uploaded"), who: batch.uploadedByName, at: stamp(batch.uploadedAt) },
  ];
  if (batch.confirmedAt !== null) {
    events.unshift({
      key: "confirmed",
      what: t("confirmed"),
      who: batch.confirmedByName ?? undefined,
      at: stamp(batch.confirmedAt),
      note: batch.warningsReason ? t("reasonGiven", { reason: batch.warningsReason }) : undefined,
    });
  }
  for (const { name, membershipId, signedAt } of batch.signatures) {
    events.unshift({ key: `signed-${membershipId}`, what: t("signed"), who: name, at: stamp(signedAt), tone: "in" });
  }
  if (batch.endedAt !== null) {
    const what = batch.status === "REJECTED" ? "rejected" : batch.status === "EXPIRED" ? "expired" : "annulled";
    events.unshift({
      key: "ended",
      what: t(what),
      who: batch.endedByName ?? undefined,
      at: stamp(batch.endedAt),
      tone: "out",
    });
  }
  return <Timeline label={t("history")} events={events} />;
}
