import { getTranslations } from "next-intl/server";
import { BalanceCard } from "@/components/home/balance-card";
import { WaitingList } from "@/components/home/waiting-list";
import { ProductFrame } from "@/components/product/product-frame";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Stat } from "@/components/ui/stat";
import { countBatches } from "@/lib/batches/queries";
import { listBalances } from "@/lib/home/statement";
import { listWaiting, reachOn } from "@/lib/home/waiting";
import { page } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("portal.product.start");

export default page({ asks: "any" }, async (ctx) => {
  const t = await getTranslations("portal.product");
  const words = await getTranslations("home");
  const { company, product, actor } = ctx;
  const waiting = await listWaiting(ctx, reachOn(ctx));
  const items = waiting.map((row) => ({ ...row, company, product, timeZone: company.timeZone }));
  const lots = actor.permissions.has("batch.read") ? await countBatches(ctx) : {};
  const moving = (lots.RECEIVED ?? 0) + (lots.VALIDATING ?? 0) + (lots.IN_PROCESS ?? 0);
  const [balance] = actor.permissions.has("balance.read")
    ? await listBalances(ctx, { id: company.id, timeZone: company.timeZone, products: [product] })
    : [];
  return (
    <ProductFrame
      ctx={ctx}
      at="start"
      title={product.name}
      intro={company.name}
      actions={
        actor.permissions.has("batch.upload") && (
          <LinkButton href={paths.upload(ctx)} variant="primary" icon="upload">
            {t("upload")}
          </LinkButton>
        )
      }
    >
      <section aria-labelledby="waiting">
        <h2 id="waiting" className="mb-3 text-base font-semibold">
          {words("waiting.title")}
        </h2>
        {items.length > 0 ? (
          <WaitingList items={items} now={ctx.now} oneProduct />
        ) : (
          <div className="rounded-md border bg-surface">
            <EmptyState icon="done" title={words("waiting.noneHere")}>
              {words("waiting.noneText")}
            </EmptyState>
          </div>
        )}
      </section>
      {(moving > 0 || balance) && (
        <div className="mt-6 grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {balance && (
            <BalanceCard
              name={words("balances.title")}
              href={paths.balances(ctx)}
              balance={{ ...balance, currency: product.currency }}
            />
          )}
          {moving > 0 && <Stat label={t("moving")} value={moving} href={paths.upload(ctx)} note={t("movingNote")} />}
        </div>
      )}
    </ProductFrame>
  );
});
