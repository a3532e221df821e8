import { useTranslations } from "next-intl";
import { OffButton } from "@/components/batches/off-button";
import { RequestCode } from "@/components/orders/request-code";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DescriptionList } from "@/components/ui/description-list";
import type { FormAction } from "@/components/ui/form";
import { IconLink } from "@/components/ui/icon-button";
import { LinkButton } from "@/components/ui/link-button";
import { Money } from "@/components/ui/money";
import type { Context } from "@/lib/context";
import type { OrderStatus } from "@/lib/generated/prisma/enums";
import { orderAllows } from "@/lib/orders/rules";
import { paths } from "@/lib/web/paths";

type Props = {
  ctx: Pick<Context, "company" | "product" | "actor">;
  order: { number: string; status: OrderStatus; totalCents: bigint };
  actions: { requestCode: FormAction; annul: FormAction };
  iconOnly?: boolean;
  /** The page already shows the code that was mailed, with the press that sends another: Pagar would be the same. */
  paying?: boolean;
};

/** Descargar como PDF, Imprimir, Pagar, Anular orden: for those who may, off with the reason where the order's state says no. */
export function OrderVerbs({ ctx, order, actions, iconOnly, paying }: Props) {
  const t = useTranslations("orders");
  const { permissions } = ctx.actor;
  const why = useReason(order.status);
  const pdf = { href: paths.orderPdf(ctx, order.number), prefetch: false, download: true };
  return (
    <>
      {permissions.has("order.pdf") &&
        (iconOnly ? (
          <IconLink name={t("verb.pdf")} icon="file" {...pdf} />
        ) : (
          <LinkButton icon="file" {...pdf}>
            {t("verb.pdf")}
          </LinkButton>
        ))}
      {permissions.has("order.print") && !iconOnly && (
        <LinkButton icon="print" href={paths.orderPrint(ctx, order.number)} target="_blank">
          {t("verb.print")}
        </LinkButton>
      )}
      {permissions.has("order.pay") &&
        !paying &&
        (orderAllows("pay", order.status) ? (
          <RequestCode
            company={ctx.company.code}
            product={ctx.product.code}
            order={order.number}
            action={actions.requestCode}
            label={t("verb.pay")}
            iconOnly={iconOnly}
          />
        ) : (
          <OffButton label={t("verb.pay")} icon="pay" why={why} iconOnly={iconOnly} />
        ))}
      {permissions.has("order.annul") &&
        (orderAllows("annul", order.status) ? (
          <AnnulOrder key={order.status} ctx={ctx} order={order} action={actions.annul} iconOnly={iconOnly} />
        ) : (
          <OffButton label={t("verb.annul")} icon="annul" why={why} iconOnly={iconOnly} />
        ))}
    </>
  );
}

function useReason(status: OrderStatus): string {
  const t = useTranslations("orders");
  if (status === "IN_VERIFICATION") return t("not.verification");
  return status === "PAYING" ? t("not.moving") : t("not.state", { status: t(`status.${status}`) });
}

type AnnulProps = Pick<Props, "ctx" | "order" | "iconOnly"> & { action: FormAction };

function AnnulOrder({ ctx, order, action, iconOnly }: AnnulProps) {
  const t = useTranslations("orders");
  return (
    <ConfirmDialog
      trigger={{ label: t("verb.annul"), icon: "annul", iconOnly, variant: "danger" }}
      title={t("annul.title", { number: order.number })}
      action={action}
      danger
      carries={{ empresa: ctx.company.code, producto: ctx.product.code, orden: order.number }}
      confirmation={{ kind: "password", name: "clave", label: t("annul.password") }}
      accept={t("verb.accept")}
      cancel={t("verb.cancel")}
    >
      <p className="text-pretty">{t("annul.text")}</p>
      <DescriptionList
        figures
        items={[
          {
            label: t("detail.orderTotal"),
            value: <Money cents={order.totalCents.toString()} currency={ctx.product.currency} />,
            total: true,
          },
        ]}
      />
    </ConfirmDialog>
  );
}
