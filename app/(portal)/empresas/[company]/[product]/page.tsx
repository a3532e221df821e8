import { getTranslations } from "next-intl/server";
import { ProductFrame } from "@/components/product/product-frame";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Stat } from "@/components/ui/stat";
import { countBatches, listToSign } from "@/lib/batches/queries";
import type { Permission } from "@/lib/catalog";
import { countOrders } from "@/lib/orders/queries";
import { page } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("portal.product.next");

export default page({ asks: "batch.read" }, async (ctx) => {
  const t = await getTranslations("portal.product");
  const { permissions } = ctx.actor;
  const lots = await countBatches(ctx);
  const toSign = permissions.has("batch.sign") ? await listToSign(ctx) : [];
  const orders = permissions.has("order.pay") ? await countOrders(ctx) : {};
  const sum = (...counts: (number | undefined)[]) => counts.reduce<number>((total, count) => total + (count ?? 0), 0);
  const next: { asks: Permission; label: string; value: number; href: string; note?: string }[] = [
    { asks: "batch.confirm", label: t("toConfirm"), value: sum(lots.VALID), href: paths.upload(ctx) },
    { asks: "batch.upload", label: t("withFaults"), value: sum(lots.INVALID), href: paths.upload(ctx) },
    {
      asks: "batch.sign",
      label: t("toSign"),
      value: toSign.filter((lot) => !lot.signedByMe && !lot.madeByMe).length,
      href: paths.authorization(ctx),
    },
    {
      asks: "order.pay",
      label: t("toPay"),
      value: sum(orders.AUTHORIZED, orders.PAYMENT_FAILED),
      href: paths.orders(ctx),
    },
    {
      asks: "batch.read",
      label: t("moving"),
      value: sum(lots.RECEIVED, lots.VALIDATING, lots.IN_PROCESS),
      href: paths.upload(ctx),
      note: t("movingNote"),
    },
  ];
  const waiting = next.filter(({ asks, value }) => permissions.has(asks) && value > 0);
  return (
    <ProductFrame
      ctx={ctx}
      at="start"
      title={ctx.product.name}
      intro={ctx.company.name}
      actions={
        permissions.has("batch.upload") && (
          <LinkButton href={paths.upload(ctx)} variant="primary" icon="upload">
            {t("upload")}
          </LinkButton>
        )
      }
    >
      <section aria-labelledby="next">
        <h2 id="next" className="mb-3 text-base font-semibold">
          {t("next")}
        </h2>
        {waiting.length === 0 ? (
          <div className="rounded-md border bg-surface">
            <EmptyState icon="done" title={t("allDone")}>
              {t("allDoneText")}
            </EmptyState>
          </div>
        ) : (
          <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
            {waiting.map(({ label, value, href, note }) => (
              <Stat key={label} label={label} value={value} href={href} note={note} />
            ))}
          </div>
        )}
      </section>
    </ProductFrame>
  );
});
