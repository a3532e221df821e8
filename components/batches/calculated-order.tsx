import Form from "next/form";
import { useTranslations } from "next-intl";
import { SignedContent } from "@/components/batches/signed-content";
import { completed, Signers, type SigningLot } from "@/components/batches/signers";
import { Countdown } from "@/components/live/countdown";
import { Button } from "@/components/ui/button";
import { Form as ActionForm, type FormAction, SubmitButton } from "@/components/ui/form";
import { groupsForOrders } from "@/lib/batches/rules";
import { type SignatureShown, sumOf } from "@/lib/batches/shown";
import type { Context } from "@/lib/context";
import { dateFormat } from "@/lib/messages/date-format";
import { formatMoney } from "@/lib/money";
import { paths } from "@/lib/web/paths";

type Props = {
  ctx: Pick<Context, "company" | "product" | "now" | "actor">;
  statement: { id: string; expiresAt: Date; shown: SignatureShown };
  lots: readonly SigningLot[];
  action: FormAction;
};

/** The one solemn screen: what is signed at the left, who signs at the right, what happens next below. */
export function CalculatedOrder({ ctx, statement, lots, action }: Props) {
  const t = useTranslations("authorization");
  const { company, product } = ctx;
  const next = useNext({ ctx, statement, lots });
  const until = dateFormat("es-CO", {
    timeZone: company.timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(statement.expiresAt);
  return (
    <>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <section aria-labelledby="what" className="rounded-md border bg-surface px-5 py-5 sm:px-6">
          <h2 id="what" className="text-base font-semibold">
            {t("signing.what")}
          </h2>
          <SignedContent ctx={ctx} shown={statement.shown} lots={lots} />
        </section>
        <section aria-labelledby="who" className="rounded-md border bg-surface px-5 py-5 sm:px-6 lg:sticky lg:top-20">
          <h2 id="who" className="mb-3 text-base font-semibold">
            {t("signing.who")}
          </h2>
          <Signers ctx={ctx} lots={lots} />
        </section>
      </div>
      <section className="mt-5 rounded-md border bg-surface px-5 py-5 sm:px-6">
        <p className="max-w-prose text-base text-pretty">{next}</p>
        <p className="mt-1 mb-4 flex flex-wrap gap-x-3 text-xs text-ink-soft">
          <span>{t("signing.until", { time: until })}</span>
          <Countdown expiresAt={statement.expiresAt.toISOString()} now={ctx.now.toISOString()} />
        </p>
        <div className="flex flex-wrap gap-3">
          <ActionForm action={action}>
            <input type="hidden" name="empresa" value={company.code} />
            <input type="hidden" name="producto" value={product.code} />
            <input type="hidden" name="confirmacion" value={statement.id} />
            <SubmitButton icon="sign">{t("authorize")}</SubmitButton>
          </ActionForm>
          <Form action={paths.authorization(ctx)}>
            <Button type="submit">{t("cancel")}</Button>
          </Form>
        </div>
      </section>
    </>
  );
}

/** One sentence of what the signature does: orders that it issues now, or who is still missing. */
function useNext({ ctx, statement, lots }: Pick<Props, "ctx" | "statement" | "lots">): string {
  const t = useTranslations("authorization.signing");
  const complete = completed(statement.shown.lots, lots);
  if (complete.length === 0) return t("nextMore", { count: lots.length });
  const count = groupsForOrders(complete, statement.shown.grouping).length;
  const total = formatMoney(BigInt(sumOf(complete).totalCents), ctx.product.currency);
  return t(complete.length === lots.length ? "nextLast" : "nextMixed", { count, total });
}
