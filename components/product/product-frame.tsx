import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageBody } from "@/components/shell/page-body";
import { ProductMenu, type ProductMenuItem } from "@/components/shell/product-menu";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Notice } from "@/components/ui/notice";
import type { Permission } from "@/lib/catalog";
import { paths } from "@/lib/web/paths";

/** Entries of the product's menu; a page says under which one it stands. */
export type ProductPlace =
  | "start"
  | "upload"
  | "authorization"
  | "orders"
  | "balances"
  | "movements"
  | "reports"
  | "masterReport"
  | "master"
  | "card";

/** Of a page's context, what its frame needs: company, product, and what the person may do there. */
export type FrameContext = {
  company: { code: string; name: string };
  product: { code: string; name: string };
  actor: { permissions: ReadonlySet<Permission> };
};

type Props = {
  ctx: FrameContext;
  at: ProductPlace;
  title: string;
  badge?: ReactNode;
  intro?: ReactNode;
  actions?: ReactNode;
  /** What was just done, as `noticeOf(search)` gives it. */
  notice?: string | null;
  /** What may be done next, beside the notice. */
  noticeAction?: ReactNode;
  children: ReactNode;
};

/** A page of a product: the menu with what this person may use, where they stand, what was just done, then the page. */
export function ProductFrame({ ctx, at, title, badge, intro, actions, notice, noticeAction, children }: Props) {
  const t = useTranslations("portal.menu");
  const entries = menuOf(ctx);
  return (
    <>
      <ProductMenu
        items={[
          { label: t("companies"), href: paths.companies },
          ...entries.map(
            ({ group, items }): ProductMenuItem => ({
              label: t(group),
              current: items.some((item) => item.place === at),
              entries: items.map(({ place, href }) => ({ label: t(place), href, current: place === at })),
            }),
          ),
        ]}
      />
      <PageBody
        title={title}
        badge={badge}
        intro={intro}
        actions={actions}
        trail={<Trail ctx={ctx} at={at} title={title} />}
      >
        {notice && (
          <Notice tone="in" className="mb-5" action={noticeAction}>
            {notice}
          </Notice>
        )}
        {children}
      </PageBody>
    </>
  );
}

type Entry = { place: Exclude<ProductPlace, "start" | "card">; asks: Permission; href: string };

type MenuGroup = "batches" | "queries" | "services" | "reporting";

function menuOf(ctx: FrameContext): { group: MenuGroup; items: Entry[] }[] {
  const allowed = (items: Entry[]) => items.filter((item) => ctx.actor.permissions.has(item.asks));
  const batches = allowed([
    { place: "upload", asks: "batch.read", href: paths.upload(ctx) },
    { place: "authorization", asks: "batch.sign", href: paths.authorization(ctx) },
  ]);
  const queries = allowed([
    { place: "orders", asks: "order.read", href: paths.orders(ctx) },
    { place: "balances", asks: "balance.read", href: paths.balances(ctx) },
    { place: "movements", asks: "movement.read", href: paths.movements(ctx) },
  ]);
  const services = allowed([{ place: "master", asks: "card.read", href: paths.master(ctx) }]);
  const reports = allowed([
    { place: "reports", asks: "masterreport.read", href: paths.reports(ctx) },
    { place: "masterReport", asks: "masterreport.read", href: paths.report(ctx, "cuenta-maestra") },
  ]);
  return [
    { group: "batches" as const, items: batches },
    { group: "queries" as const, items: queries },
    { group: "services" as const, items: services },
    { group: "reporting" as const, items: reports },
  ].filter(({ items }) => items.length > 0);
}

function Trail({ ctx, at, title }: Pick<Props, "ctx" | "at" | "title">) {
  const t = useTranslations("portal.menu");
  const group = menuOf(ctx).find(({ items }) => items.some((item) => item.place === at));
  const entry = group?.items.find((item) => item.place === at);
  const company = { label: ctx.company.name, href: paths.companies };
  const product = { label: ctx.product.name, href: paths.product(ctx) };
  if (at === "card") return <Breadcrumb entries={[company, product, { label: t("card") }, { label: title }]} />;
  if (!group || !entry) return <Breadcrumb entries={[company, { label: title }]} />;
  const here = t(entry.place) === title ? [] : [{ label: title }];
  return (
    <Breadcrumb
      entries={[
        company,
        product,
        { label: t(group.group) },
        { label: t(entry.place), href: here.length > 0 ? entry.href : undefined },
        ...here,
      ]}
    />
  );
}
