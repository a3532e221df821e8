import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BatchBadge } from "@/components/batches/batch-badge";
import { BatchFacts } from "@/components/batches/batch-facts";
import { BatchNotices } from "@/components/batches/batch-notices";
import { PreparingVerbs } from "@/components/batches/preparing-verbs";
import { SigningVerbs } from "@/components/batches/signing-verbs";
import { Watch } from "@/components/live/watch";
import { ProductFrame } from "@/components/product/product-frame";
import { LinkButton } from "@/components/ui/link-button";
import { Money } from "@/components/ui/money";
import { Stat } from "@/components/ui/stat";
import { type BatchDetail, findBatch, listFaults, listPossibleSigners } from "@/lib/batches/queries";
import { batchAllows, batchMoves } from "@/lib/batches/rules";
import type { Context } from "@/lib/context";
import { NotFound } from "@/lib/errors";
import type { Encoding } from "@/lib/files/encoding";
import { formatCount } from "@/lib/money";
import { page } from "@/lib/web/doors";
import { noticeOf } from "@/lib/web/notice";
import { paths } from "@/lib/web/paths";
import { deleteBatchAction } from "../carga/actions";
import { annulBatchAction, confirmBatchAction, rejectBatchAction, withdrawSignatureAction } from "./actions";
import { BatchViews, readView } from "./views";

type Props = { params: Promise<{ lot: string }> };

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({ title: (await params).lot });

const warningsShownMax = 20;

export default page({ asks: "batch.read" }, async (ctx, { params, search }) => {
  const batch = await findBatch(ctx, params.lot ?? "");
  if (!batch) throw new NotFound();
  const t = await getTranslations("batches");
  const signers = await listPossibleSigners(ctx, batch);
  const warnings = batch.warningCount > 0 ? await listFaults(ctx, batch.id, "WARNING", warningsShownMax) : [];
  const view = await readView(ctx, batch, search);
  const moving = batchMoves(batch.status) ? [{ number: batch.number, status: batch.status }] : [];
  const back =
    search.desde === batch.order?.number && batch.order ? paths.order(ctx, batch.order.number) : paths.upload(ctx);
  return (
    <Watch href={paths.progress(ctx)} moving={moving}>
      <ProductFrame
        ctx={ctx}
        at="upload"
        title={batch.number}
        badge={<BatchBadge status={batch.status} />}
        intro={t(`type.${batch.type}`)}
        notice={await noticeOf(search)}
        actions={
          <>
            <LinkButton href={back} icon="back">
              {t("verb.back")}
            </LinkButton>
            {(batchAllows("delete", batch.status) || batchAllows("confirm", batch.status)) && (
              <PreparingVerbs
                ctx={ctx}
                batch={{ ...batch, encoding: batch.encoding as Encoding }}
                warnings={warnings}
                confirm={confirmBatchAction}
                remove={deleteBatchAction}
              />
            )}
            <SigningVerbs
              ctx={ctx}
              batch={batch}
              actions={{ reject: rejectBatchAction, annul: annulBatchAction, withdraw: withdrawSignatureAction }}
            />
            {maySign(ctx, batch, signers) && (
              <LinkButton href={paths.authorization(ctx)} variant="primary" icon="sign">
                {t("verb.toAuthorization")}
              </LinkButton>
            )}
          </>
        }
      >
        <BatchNotices batch={batch} />
        <Figures ctx={ctx} batch={batch} />
        {/* Of a lot with errors, these come first; of any other, what it is and who signs it. */}
        <div className={batch.status === "INVALID" ? "flex flex-col-reverse gap-6" : "grid gap-6"}>
          <BatchFacts ctx={ctx} batch={batch} signers={signers} />
          <div className="min-w-0">
            <BatchViews ctx={ctx} batch={batch} view={view} />
          </div>
        </div>
      </ProductFrame>
    </Watch>
  );
});

/** Whether "Ir a autorización" leads this person to a signature they can give. */
function maySign({ actor }: Context, batch: BatchDetail, signers: readonly { membershipId: number }[]): boolean {
  const { membershipId } = actor;
  return (
    actor.permissions.has("batch.sign") &&
    batchAllows("sign", batch.status) &&
    signers.some((signer) => signer.membershipId === membershipId) &&
    !batch.signatures.some((signature) => signature.membershipId === membershipId)
  );
}

async function Figures({ ctx, batch }: { ctx: Context; batch: BatchDetail }) {
  const t = await getTranslations("batches.detail");
  const isRead = batch.lineCount > 0;
  return (
    <div className="mb-5 grid grid-cols-3 gap-3 sm:grid-cols-5">
      <div className="col-span-3 grid sm:col-span-2">
        <Stat
          label={t("total")}
          value={isRead ? <Money cents={batch.totalCents.toString()} currency={ctx.product.currency} /> : "—"}
        />
      </div>
      <Stat label={t("lines")} value={isRead ? formatCount(batch.lineCount, ctx.product.currency) : "—"} />
      <Stat
        label={t("faults")}
        value={
          <span className={batch.faultCount > 0 ? "text-out" : undefined}>
            {formatCount(batch.faultCount, ctx.product.currency)}
          </span>
        }
      />
      <Stat
        label={t("warnings")}
        value={
          <span className={batch.warningCount > 0 ? "text-amber" : undefined}>
            {formatCount(batch.warningCount, ctx.product.currency)}
          </span>
        }
      />
    </div>
  );
}
