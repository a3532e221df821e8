import { getTranslations } from "next-intl/server";
import { ReceiptLink } from "@/components/batches/receipt-link";
import { SignList } from "@/components/batches/sign-list";
import { ProductFrame } from "@/components/product/product-frame";
import { batchSorts } from "@/lib/batches/filter";
import { listToSign } from "@/lib/batches/queries";
import { page } from "@/lib/web/doors";
import { noticeOf } from "@/lib/web/notice";
import { titled } from "@/lib/web/preferences";
import { sortWanted, textWanted } from "@/lib/web/sorting";
import { prepareSignatureAction, rejectInListAction } from "./actions";

export const generateMetadata = titled("authorization.title");

export default page({ asks: "batch.sign" }, async (ctx, { search }) => {
  const t = await getTranslations("authorization");
  const asked = { text: textWanted(search), sort: sortWanted(search, batchSorts) };
  const lots = await listToSign(ctx, asked);
  return (
    <ProductFrame
      ctx={ctx}
      at="authorization"
      title={t("title")}
      intro={t("intro")}
      notice={await noticeOf(search)}
      noticeAction={<ReceiptLink ctx={ctx} search={search} />}
    >
      <SignList
        ctx={ctx}
        lots={lots}
        asked={asked}
        actions={{ prepare: prepareSignatureAction, reject: rejectInListAction }}
      />
    </ProductFrame>
  );
});
