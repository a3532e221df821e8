import { useTranslations } from "next-intl";
import { Tabs } from "@/components/ui/tabs";
import { paths } from "@/lib/web/paths";

type Props = { company: string; current?: "list" | "create"; mayCreate: boolean };

/** The manual's two views: "Consultar Perfil" and "+ Crear Perfil". */
export function ProfileTabs({ company, current, mayCreate }: Props) {
  const t = useTranslations("profiles.tabs");
  const create = { label: t("create"), href: paths.newProfile(company), current: current === "create" };
  return (
    <Tabs
      label={t("label")}
      tabs={[
        { label: t("list"), href: paths.profiles(company), current: current === "list" },
        ...(mayCreate ? [create] : []),
      ]}
    />
  );
}
