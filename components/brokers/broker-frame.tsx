import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BrokerSwitcher } from "@/components/brokers/broker-switcher";
import { PageBody } from "@/components/shell/page-body";
import { ProductMenu } from "@/components/shell/product-menu";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Notice } from "@/components/ui/notice";
import { type BrokerPlace, placesFor } from "@/lib/brokers/rules";
import type { BrokerPermission } from "@/lib/catalog";
import { paths } from "@/lib/web/paths";

type Props = {
  ctx: { broker: { code: string; name: string }; permissions: ReadonlySet<BrokerPermission> };
  at: BrokerPlace | "home";
  title: string;
  badge?: ReactNode;
  intro?: ReactNode;
  actions?: ReactNode;
  /** The pages between the menu's one and this. */
  within?: readonly { label: string; href: string }[];
  notice?: string | null;
  children: ReactNode;
};

/** A page of a broker's portal: its menu with what this person may use, which broker it is about, what was just done, then the page. */
export function BrokerFrame({ ctx, at, title, badge, intro, actions, within = [], notice, children }: Props) {
  const t = useTranslations("brokers");
  const { broker, permissions } = ctx;
  const entries = placesFor(permissions).map(({ name, path }) => ({
    label: t(`menu.${name}`),
    href: paths.ofCompany(path, broker.code),
    current: name === at,
  }));
  return (
    <>
      <ProductMenu
        items={[
          { label: t("menu.home"), href: paths.brokerHome(broker.code), current: at === "home" },
          { label: t("menu.configuration"), current: at !== "home", entries },
        ]}
      />
      <PageBody
        title={title}
        badge={badge}
        intro={
          <>
            {intro && <div className="mb-1">{intro}</div>}
            <BrokerSwitcher broker={broker} />
          </>
        }
        actions={actions}
        trail={
          <Breadcrumb
            entries={[
              { label: t("title"), href: paths.brokerHome(broker.code) },
              ...(at === "home" ? [] : [{ label: t("menu.configuration") }]),
              ...within,
              { label: title },
            ]}
          />
        }
      >
        {notice && (
          <Notice tone="in" className="mb-4">
            {notice}
          </Notice>
        )}
        {children}
      </PageBody>
    </>
  );
}
