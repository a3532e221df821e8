import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { CalculatedOrder } from "@/components/batches/calculated-order";
import { SignatureReceipt } from "@/components/batches/signature-receipt";
import { ProductFrame } from "@/components/product/product-frame";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { findOpenConfirmation, findUsedConfirmation } from "@/lib/approvals/confirmations";
import { listPossibleSigners, listSigning } from "@/lib/batches/queries";
import { batchAllows } from "@/lib/batches/rules";
import type { SignatureShown } from "@/lib/batches/shown";
import { NotFound } from "@/lib/errors";
import { page } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { signBatchesAction } from "./actions";

export const generateMetadata = titled("authorization.signing.title");

export default page({ asks: "batch.sign" }, async (ctx, { params }) => {
  const t = await getTranslations("authorization.signing");
  const id = z.uuid().safeParse(params.confirmation);
  if (!id.success) throw new NotFound();
  const statement = await findOpenConfirmation(ctx, id.data, "batch.sign");
  const shown = statement?.shown as SignatureShown | undefined;
  const lots = shown
    ? await listSigning(
        ctx,
        shown.lots.map((lot) => lot.number),
      )
    : [];
  const same = shown?.lots.every((seen) =>
    lots.some(
      (lot) =>
        lot.number === seen.number &&
        lot.version === seen.version &&
        lot.digest === seen.digest &&
        batchAllows("sign", lot.status),
    ),
  );
  const used = statement ? null : await findUsedConfirmation(ctx, id.data, "batch.sign");
  if (used?.usedAt) {
    const signed = used.shown as SignatureShown;
    const numbers = signed.lots.map((lot) => lot.number);
    const receipt = await getTranslations("authorization.receipt");
    return (
      <ProductFrame
        ctx={ctx}
        at="authorization"
        title={receipt("title")}
        actions={
          <LinkButton href={paths.authorization(ctx)} icon="back">
            {receipt("back")}
          </LinkButton>
        }
      >
        <SignatureReceipt
          ctx={ctx}
          statement={{ id: used.id, shown: signed, usedAt: used.usedAt }}
          lots={await listSigning(ctx, numbers)}
        />
      </ProductFrame>
    );
  }
  const why = !statement || !shown ? "used" : statement.expires_at <= ctx.now ? "expired" : same ? null : "changed";
  if (why || !statement || !shown) {
    return (
      <ProductFrame ctx={ctx} at="authorization" title={t("title")}>
        <div className="rounded-md border bg-surface">
          <EmptyState
            icon="clock"
            title={t("goneTitle")}
            action={<LinkButton href={paths.authorization(ctx)}>{t("back")}</LinkButton>}
          >
            {t(why ?? "used")}
          </EmptyState>
        </div>
      </ProductFrame>
    );
  }
  const may = new Map<string, Awaited<ReturnType<typeof listPossibleSigners>>>();
  for (const lot of lots) {
    const makers = `${lot.uploadedBy} ${lot.confirmedBy}`;
    if (!may.has(makers)) may.set(makers, await listPossibleSigners(ctx, lot));
  }
  return (
    <ProductFrame ctx={ctx} at="authorization" title={t("title")}>
      <CalculatedOrder
        ctx={ctx}
        statement={{ id: statement.id, expiresAt: statement.expires_at, shown }}
        lots={lots.map((lot) => ({ ...lot, may: may.get(`${lot.uploadedBy} ${lot.confirmedBy}`) ?? [] }))}
        action={signBatchesAction}
      />
    </ProductFrame>
  );
});
