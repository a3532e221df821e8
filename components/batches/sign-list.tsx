import Link from "next/link";
import { useTranslations } from "next-intl";
import { BatchBadge } from "@/components/batches/batch-badge";
import { RejectInList } from "@/components/batches/reject-in-list";
import { type Column, DataTable } from "@/components/ui/data-table";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import { Form, type FormAction, SubmitButton } from "@/components/ui/form";
import { IconLink } from "@/components/ui/icon-button";
import { ListFrame } from "@/components/ui/list-frame";
import { ListTools } from "@/components/ui/list-tools";
import { Money } from "@/components/ui/money";
import { PasswordField } from "@/components/ui/password-field";
import { RadioGroup } from "@/components/ui/radio-group";
import { SelectionBar } from "@/components/ui/selection-bar";
import type { BatchSort } from "@/lib/batches/filter";
import type { SignableRow } from "@/lib/batches/queries";
import type { Context } from "@/lib/context";
import { formatCount } from "@/lib/money";
import { sortLink, sortText } from "@/lib/sorting";
import { paths } from "@/lib/web/paths";

type Props = {
  ctx: Pick<Context, "company" | "product" | "now" | "actor">;
  lots: readonly SignableRow[];
  /** What the address asks of the list. */
  asked: { text: string | null; sort: BatchSort | null };
  actions: { prepare: FormAction; reject: FormAction };
};

/** Lots that wait for a signature: choose, say how they are grouped, give the clave. */
export function SignList({ ctx, lots, asked, actions }: Props) {
  const t = useTranslations("authorization");
  const verbs = useTranslations("batches.verb");
  const columns = useColumns(ctx, asked);
  const { company, product, actor } = ctx;
  return (
    <ListFrame>
      {(asked.text !== null || lots.length > 5) && (
        <ListTools
          search={{
            label: t("search"),
            name: "buscar",
            value: asked.text ?? "",
            href: paths.authorization(ctx),
            keep: { orden: sortText(asked.sort) },
          }}
        />
      )}
      <Form action={actions.prepare} label={t("form")}>
        <input type="hidden" name="empresa" value={company.code} />
        <input type="hidden" name="producto" value={product.code} />
        <DataTable
          caption={t("table")}
          columns={columns}
          rows={lots}
          rowKey={(lot) => lot.number}
          selection={{
            name: "lotes",
            value: (lot) => lot.number,
            label: (lot) => lot.number,
            can: (lot) => !lot.signedByMe && !lot.madeByMe,
            cents: (lot) => lot.orderTotalCents.toString(),
          }}
          actions={(lot) => (
            <>
              <IconLink name={verbs("detail")} icon="detail" href={paths.batch(ctx, lot.number)} />
              {actor.permissions.has("batch.reject") && (
                <RejectInList
                  key={`${lot.number}-${lot.version}`}
                  company={company.code}
                  product={product.code}
                  number={lot.number}
                  version={lot.version}
                  action={actions.reject}
                />
              )}
            </>
          )}
          empty={
            <EmptyState
              icon={asked.text === null ? "sign" : "search"}
              title={t(asked.text === null ? "none" : "noMatch")}
            >
              {t(asked.text === null ? "noneText" : "noMatchText")}
            </EmptyState>
          }
        />
        {lots.length > 0 && (
          <SelectionBar name="lotes" currency={product.currency} one={t("one")} many={t("many")} none={t("nothing")}>
            <RadioGroup
              label={t("process")}
              name="proceso"
              inline
              defaultValue="lote"
              choices={[
                { value: "lote", label: t("byBatch") },
                { value: "tipo", label: t("byType") },
              ]}
            />
            <PasswordField label={t("password")} name="clave" className="w-full sm:w-52" />
            <SubmitButton icon="sign">{t("authorize")}</SubmitButton>
          </SelectionBar>
        )}
      </Form>
    </ListFrame>
  );
}

function useColumns(ctx: Props["ctx"], { text, sort }: Props["asked"]): Column<SignableRow>[] {
  const t = useTranslations("authorization");
  const types = useTranslations("batches.type");
  const { now, company, product } = ctx;
  const by = (key: BatchSort["by"]) =>
    sortLink(sort, key, (orden) => paths.withQuery(paths.authorization(ctx), { buscar: text ?? undefined, orden }));
  return [
    {
      key: "number",
      sort: by("numero"),
      title: true,
      className: "whitespace-nowrap",
      label: t("number"),
      cell: (lot) => (
        <Link
          prefetch={false}
          href={paths.batch(ctx, lot.number)}
          className="font-medium hover:text-primary hover:underline"
        >
          {lot.number}
        </Link>
      ),
    },
    {
      key: "type",
      label: t("type"),
      cell: (lot) => (
        <span className="min-w-0">
          {types(lot.type)}
          <span className="block max-w-60 truncate text-xs text-ink-soft" title={lot.fileName}>
            {lot.fileName}
          </span>
        </span>
      ),
    },
    {
      key: "lines",
      sort: by("lineas"),
      label: t("lines"),
      align: "end",
      cell: (lot) => formatCount(lot.lineCount, ctx.product.currency),
    },
    {
      key: "total",
      sort: by("total"),
      label: t("total"),
      align: "end",
      cell: (lot) => <Money cents={lot.orderTotalCents.toString()} currency={product.currency} />,
    },
    { key: "state", sort: by("estado"), label: t("state"), cell: (lot) => <State lot={lot} /> },
    {
      key: "at",
      sort: by("fecha"),
      label: t("confirmedAt"),
      cell: (lot) => (
        <DateTime at={lot.confirmedAt.toISOString()} now={now.toISOString()} timeZone={company.timeZone} />
      ),
    },
  ];
}

/** The state, and why this person may not sign where they may not. */
function State({ lot }: { lot: SignableRow }) {
  const t = useTranslations("authorization");
  const why = lot.signedByMe ? t("alreadySigned") : lot.madeByMe ? t("madeByYou") : null;
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-x-2 gap-y-0.5 sm:justify-start">
      <BatchBadge status={lot.status} />
      {why && <span className="text-xs text-ink-soft">{why}</span>}
    </span>
  );
}
