import { getTranslations } from "next-intl/server";
import { HouseFrame } from "@/components/administration/house-frame";
import { NameList } from "@/components/registers/name-list";
import { listNamed } from "@/lib/registers/names";
import { companyPage } from "@/lib/web/company-doors";
import { noticeOf } from "@/lib/web/notice";
import { titled } from "@/lib/web/preferences";
import { giveNameAction } from "./actions";

export const generateMetadata = titled("house.names.title");

export default companyPage({ asks: "name.read" }, async (ctx, { search }) => {
  const t = await getTranslations("house.names");
  const named = await listNamed(ctx);
  const list = {
    company: ctx.company.code,
    action: ctx.actor.permissions.has("name.modify") ? giveNameAction : undefined,
  };
  return (
    <HouseFrame
      company={ctx.company}
      title={t("title")}
      intro={t("intro")}
      part="products"
      notice={await noticeOf(search)}
    >
      <div className="grid gap-6">
        {(["PRODUCT", "ACCOUNT"] as const).map((kind) => (
          <section key={kind} aria-labelledby={kind}>
            <h2 id={kind} className="mb-2 text-base font-semibold">
              {t(kind === "PRODUCT" ? "products" : "accounts")}
            </h2>
            <NameList kind={kind} rows={named.filter((one) => one.kind === kind)} {...list} />
          </section>
        ))}
      </div>
    </HouseFrame>
  );
});
