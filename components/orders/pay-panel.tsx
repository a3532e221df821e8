import NextForm from "next/form";
import { useTranslations } from "next-intl";
import { CodeLife } from "@/components/orders/code-life";
import { RequestCode } from "@/components/orders/request-code";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { DescriptionList } from "@/components/ui/description-list";
import { Form, type FormAction, SubmitButton } from "@/components/ui/form";
import { Money } from "@/components/ui/money";
import { Notice } from "@/components/ui/notice";
import { CodeField } from "@/components/ui/text-field";
import type { Context } from "@/lib/context";
import { dateFormat } from "@/lib/messages/date-format";
import { accountTail, type CodeDelivery } from "@/lib/orders/rules";
import { paths } from "@/lib/web/paths";

export type MailedCode = { id: string } & (
  | { state: "open"; delivery: CodeDelivery; expiresAt: Date; triesLeft: number }
  | { state: "gone" | "noTries" }
);

type Props = {
  ctx: Pick<Context, "company" | "product" | "now">;
  order: { number: string; totalCents: bigint; bankAccount: string; accountName: string | null };
  code: MailedCode;
  /** Where it is mailed, masked. */
  mail: string;
  actions: { pay: FormAction; requestCode: FormAction };
};

/** "Ingrese el código": what is paid, from which account, what became of the code's mail, and where it is typed. */
export function PayPanel({ ctx, order, code, mail, actions }: Props) {
  const t = useTranslations("orders");
  const { company, product } = ctx;
  const cancelId = `${code.id}-cancel`;
  const waiting = code.state === "open" && code.delivery !== "FAILED";
  const another = (
    <RequestCode
      company={company.code}
      product={product.code}
      order={order.number}
      action={actions.requestCode}
      label={t("verb.again")}
      variant={waiting ? "quiet" : "secondary"}
    />
  );
  if (code.state !== "open") {
    return (
      <Notice tone="amber" className="mb-5" action={another}>
        {t(`pay.${code.state}`)}
      </Notice>
    );
  }
  if (code.delivery === "FAILED") {
    return (
      <Notice tone="out" className="mb-5" action={another}>
        {t("pay.delivery.FAILED", { mail })}
      </Notice>
    );
  }
  const time = dateFormat("es-CO", {
    timeZone: company.timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(code.expiresAt);
  return (
    <section className="mb-5 rounded-md border border-edge bg-surface px-5 py-5 shadow-raised sm:px-6">
      <h2 className="text-lg font-semibold">{t("pay.title")}</h2>
      <p role="status" className={classNames("mt-0.5", code.delivery === "DELAYED" ? "text-amber" : "text-ink-soft")}>
        {t(`pay.delivery.${code.delivery}`, { mail, time })}
      </p>
      <div className="mt-4 grid gap-x-12 gap-y-4 md:grid-cols-2">
        <DescriptionList
          figures
          items={[
            { label: t("pay.order"), value: <span className="proportional-nums">{order.number}</span> },
            {
              label: t("pay.account"),
              value: t(order.accountName === null ? "mail.accountTail" : "detail.accountNamed", {
                tail: accountTail(order.bankAccount),
                name: order.accountName ?? "",
              }),
            },
            {
              label: t("pay.total"),
              value: <Money cents={order.totalCents.toString()} currency={product.currency} />,
              total: true,
            },
          ]}
        />
        <div>
          <Form action={actions.pay} className="grid gap-4">
            <input type="hidden" name="empresa" value={company.code} />
            <input type="hidden" name="producto" value={product.code} />
            <input type="hidden" name="orden" value={order.number} />
            <input type="hidden" name="confirmacion" value={code.id} />
            <div className="grid gap-1.5">
              <CodeField label={t("pay.code")} name="codigo" required autoFocus />
              <CodeLife
                expiresAt={code.expiresAt.toISOString()}
                now={ctx.now.toISOString()}
                triesLeft={code.triesLeft}
                field="codigo"
              />
            </div>
            <div className="flex flex-wrap gap-3">
              <SubmitButton>{t("verb.accept")}</SubmitButton>
              <Button type="submit" form={cancelId}>
                {t("verb.cancel")}
              </Button>
            </div>
          </Form>
          <NextForm id={cancelId} action={paths.order(ctx, order.number)} scroll={false} />
          <div className="mt-2 -ms-3.5">{another}</div>
        </div>
      </div>
    </section>
  );
}
