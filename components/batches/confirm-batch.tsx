import { useTranslations } from "next-intl";
import { FaultSentence } from "@/components/batches/fault-sentence";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DescriptionList } from "@/components/ui/description-list";
import type { FormAction } from "@/components/ui/form";
import { Money } from "@/components/ui/money";
import { Notice } from "@/components/ui/notice";
import { TextArea } from "@/components/ui/text-area";
import type { BatchType } from "@/lib/batches/layouts";
import type { FaultRow } from "@/lib/batches/queries";
import type { Context } from "@/lib/context";
import type { Encoding } from "@/lib/files/encoding";
import { formatCount } from "@/lib/money";

export type ProductOfForm = Pick<Context, "company" | "product">;
export type ConfirmableBatch = {
  number: string;
  type: BatchType;
  version: number;
  fileName: string;
  encoding: Encoding;
  sampleNames: string[];
  lineCount: number;
  totalCents: bigint;
  warningCount: number;
  /** Digest of what the dialog shows. */
  seen: string;
};

type Props = {
  ctx: ProductOfForm;
  batch: ConfirmableBatch;
  /** The first of its warnings. */
  warnings: readonly FaultRow[];
  action: FormAction;
  iconOnly?: boolean;
};

/** ✓ Confirmar: what the lot holds, its warnings to accept with a reason, and the clave. */
export function ConfirmBatch({ ctx, batch, warnings, action, iconOnly }: Props) {
  const t = useTranslations("batches");
  const { company, product } = ctx;
  return (
    <ConfirmDialog
      trigger={{ label: t("verb.confirm"), icon: "check", iconOnly, variant: "primary" }}
      title={t("confirm.title", { number: batch.number })}
      size="wide"
      action={action}
      carries={{
        empresa: company.code,
        producto: product.code,
        lote: batch.number,
        version: String(batch.version),
        visto: batch.seen,
      }}
      fields={
        batch.warningCount > 0 && (
          <>
            <Warnings batch={batch} warnings={warnings} />
            <TextArea
              label={t("confirm.reason")}
              description={t("confirm.reasonHelp")}
              name="motivo"
              maxLength={500}
              required
            />
          </>
        )
      }
      confirmation={{ kind: "password", name: "clave", label: t("confirm.password") }}
      accept={t("verb.confirm")}
      cancel={t("verb.cancel")}
    >
      <p className="text-ink-soft">{t("confirm.intro")}</p>
      <Summary ctx={ctx} batch={batch} />
    </ConfirmDialog>
  );
}

function Summary({ ctx: { company, product }, batch }: Pick<Props, "ctx" | "batch">) {
  const t = useTranslations("batches");
  const kinds = useTranslations("portal.companies");
  const taxId = kinds("taxId", { kind: kinds(`taxIdKinds.${company.country}`), number: company.taxId });
  return (
    <DescriptionList
      items={[
        { label: t("confirm.company"), value: `${company.name} · ${taxId}` },
        { label: t("confirm.product"), value: product.name },
        { label: t("confirm.type"), value: t(`type.${batch.type}`) },
        { label: t("confirm.file"), value: batch.fileName },
        { label: t("confirm.encoding"), value: t(`encoding.${batch.encoding}`) },
        ...(batch.sampleNames.length > 0
          ? [{ label: t("confirm.samples"), value: [...new Set(batch.sampleNames)].join(" · ") }]
          : []),
        {
          label: t("confirm.lines"),
          value: <span className="tabular-nums">{formatCount(batch.lineCount, product.currency)}</span>,
        },
        {
          label: t("confirm.total"),
          value: <Money cents={batch.totalCents.toString()} currency={product.currency} />,
          total: true,
        },
      ]}
    />
  );
}

function Warnings({ batch, warnings }: Pick<Props, "batch" | "warnings">) {
  const t = useTranslations("batches.confirm");
  const more = batch.warningCount - warnings.length;
  return (
    <Notice tone="amber" title={t("warnings", { count: batch.warningCount })}>
      <ul className="mt-1.5 grid max-h-40 gap-1 overflow-y-auto">
        {warnings.map((warning, index) => (
          <li key={`${warning.line}-${warning.code}-${index.toString()}`}>
            {warning.line > 0 && (
              <span className="font-medium tabular-nums">{t("atLine", { line: warning.line })} </span>
            )}
            <FaultSentence fault={warning} />
          </li>
        ))}
        {more > 0 && <li className="text-ink-soft">{t("moreWarnings", { count: more })}</li>}
      </ul>
    </Notice>
  );
}
