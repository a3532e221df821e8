import { getTranslations } from "next-intl/server";
import { Tray } from "@/components/batches/tray";
import { UploadForm } from "@/components/batches/upload-form";
import { Watch } from "@/components/live/watch";
import { ProductFrame } from "@/components/product/product-frame";
import { LinkButton } from "@/components/ui/link-button";
import { batchSearch, batchSorts } from "@/lib/batches/filter";
import { listBatches, listFaults } from "@/lib/batches/queries";
import { batchMoves } from "@/lib/batches/rules";
import { formatBytes } from "@/lib/bytes";
import { page } from "@/lib/web/doors";
import { noticeOf } from "@/lib/web/notice";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { sortWanted, textWanted } from "@/lib/web/sorting";
import { confirmInTrayAction, deleteBatchAction } from "./actions";

export const generateMetadata = titled("portal.menu.upload");

const warningsShownMax = 20;

export default page({ asks: "batch.read" }, async (ctx, { search }) => {
  const t = await getTranslations("batches");
  const asked = { ...batchSearch(search), text: textWanted(search), sort: sortWanted(search, batchSorts) };
  const batches = await listBatches(ctx, { ...asked, ...pageWanted(search) });
  const moving = batches.rows.filter((row) => batchMoves(row.status)).map(({ number, status }) => ({ number, status }));
  const warnings = new Map<string, Awaited<ReturnType<typeof listFaults>>>();
  for (const row of batches.rows) {
    if (row.status !== "VALID" || row.warningCount === 0) continue;
    warnings.set(row.number, await listFaults(ctx, row.id, "WARNING", warningsShownMax));
  }
  const { permissions } = ctx.actor;
  const mayUpload = permissions.has("batch.upload");
  return (
    <ProductFrame
      ctx={ctx}
      at="upload"
      title={(await getTranslations("portal.menu"))("upload")}
      intro={t(mayUpload ? "upload.intro" : "upload.introReader")}
      notice={await noticeOf(search)}
      noticeAction={
        search.aviso === "batchConfirmed" &&
        permissions.has("batch.sign") && (
          <LinkButton href={paths.authorization(ctx)}>{t("verb.toAuthorization")}</LinkButton>
        )
      }
    >
      <Watch href={paths.progress(ctx)} moving={moving}>
        {mayUpload && (
          <UploadForm
            href={paths.uploads(ctx)}
            limits={{ max: formatBytes(ctx.product.fileBytesMax), lines: ctx.product.linesMax }}
            types={ctx.product.batchTypes}
            lots={batches.rows.map(({ number, status, faultCount, lineCount }) => ({
              number,
              status,
              faultCount,
              lineCount,
              href: paths.batch(ctx, number),
            }))}
          />
        )}
        <Tray
          ctx={ctx}
          batches={batches}
          asked={asked}
          warnings={warnings}
          actions={{ confirm: confirmInTrayAction, remove: deleteBatchAction }}
        />
      </Watch>
    </ProductFrame>
  );
});
