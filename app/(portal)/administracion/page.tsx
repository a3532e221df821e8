import { getTranslations } from "next-intl/server";
import { HouseFrame } from "@/components/administration/house-frame";
import { HouseMenu } from "@/components/administration/house-menu";
import { companyPage } from "@/lib/web/company-doors";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("access.menu.title");

export default companyPage({ asks: "house" }, async ({ company, actor }) => {
  const t = await getTranslations("access.menu");
  return (
    <HouseFrame company={company} title={t("title")} intro={t("intro")}>
      <HouseMenu company={company.code} permissions={actor.permissions} />
    </HouseFrame>
  );
});
