import { getTranslations } from "next-intl/server";
import { BalanceCard } from "@/components/home/balance-card";
import { MovementList, type MovementShown } from "@/components/home/movement-list";
import { NoChannel } from "@/components/home/no-channel";
import { Shortcuts, type Verb } from "@/components/home/shortcuts";
import { type WaitingItem, WaitingList } from "@/components/home/waiting-list";
import { PageBody } from "@/components/shell/page-body";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { isOfHouse } from "@/lib/catalog";
import { worksElsewhere } from "@/lib/companies/queries";
import { type CompanyPart, movementsShown, readBandeja } from "@/lib/home/bandeja";
import { listOwnPlaces } from "@/lib/home/places";
import { countOf } from "@/lib/home/waiting";
import { deskOf } from "@/lib/operator/queries";
import { isTokenAsked } from "@/lib/tokens/queries";
import { ownPage } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("home.title");

export default ownPage(async (ctx) => {
  const t = await getTranslations("home");
  const parts = await readBandeja(ctx);
  const places = await listOwnPlaces(ctx);
  const suspended = places.filter((place) => place.suspended);
  if (worksElsewhere(parts.map(({ own }) => own)))
    return (
      <PageBody title={t("title")}>
        <NoChannel channel={ctx.session.channel} />
      </PageBody>
    );
  const items = parts.flatMap(waitingOf);
  const count = parts.reduce((sum, part) => sum + countOf(part.waiting), 0);
  const balances = parts.flatMap(balancesOf);
  const readsMovements = parts.some(({ own }) => own.permissions.has("movement.read"));
  const movements = parts
    .flatMap(movementsOf)
    .toSorted((one, other) => other.at.getTime() - one.at.getTime())
    .slice(0, movementsShown);
  const onlyBroker = places.length > 0 && places.every(({ kind }) => kind === "BROKER");
  const inBroker = places.some(({ kind, suspended: out }) => kind === "BROKER" && !out);
  const atDesk = places.length === 0 && (await deskOf(ctx)).length > 0;
  const administers = parts.some(({ own }) => [...own.permissions].some(isOfHouse));
  const hasProducts = parts.some(({ own }) => own.products.length > 0);
  return (
    <PageBody title={t("title")} intro={count > 0 ? t("waiting.total", { count }) : undefined}>
      {suspended.map(({ kind, name }) => (
        <Notice
          key={`${kind} ${name}`}
          tone="amber"
          title={t(kind === "BROKER" ? "suspended.brokerTitle" : "suspended.companyTitle", { name })}
          className="mb-5"
        >
          {t(kind === "BROKER" ? "suspended.broker" : "suspended.company")}
        </Notice>
      ))}
      {(await isTokenAsked(ctx)) && (
        <Notice tone="amber" title={t("tokenAsked.title")} className="mb-5">
          <p>{t("tokenAsked.text")}</p>
          <LinkButton href={paths.user("token")} className="mt-2">
            {t("tokenAsked.go")}
          </LinkButton>
        </Notice>
      )}
      <div className="grid gap-x-8 gap-y-8 lg:grid-cols-[minmax(0,1fr)_17rem]">
        <div className="grid content-start gap-8">
          <section aria-labelledby="waiting">
            <h2 id="waiting" className="mb-3 text-base font-semibold">
              {t("waiting.title")}
            </h2>
            {items.length > 0 ? (
              <WaitingList items={items} now={ctx.now} />
            ) : atDesk ? (
              <div className="rounded-md border bg-surface">
                <EmptyState
                  icon="company"
                  title={t("waiting.desk")}
                  action={
                    <LinkButton href={paths.operator} variant="primary">
                      {t("waiting.toDesk")}
                    </LinkButton>
                  }
                >
                  {t("waiting.deskText")}
                </EmptyState>
              </div>
            ) : (
              <div className="rounded-md border bg-surface">
                <EmptyState
                  icon="done"
                  title={t("waiting.none")}
                  action={
                    inBroker &&
                    onlyBroker && (
                      <LinkButton href={paths.brokerHome()} variant="primary" icon="brokers">
                        {t("waiting.toBrokers")}
                      </LinkButton>
                    )
                  }
                >
                  {t(
                    hasProducts
                      ? "waiting.noneText"
                      : administers
                        ? "waiting.house"
                        : inBroker && onlyBroker
                          ? "waiting.broker"
                          : suspended.length > 0
                            ? "waiting.suspended"
                            : "waiting.noAccess",
                  )}
                </EmptyState>
              </div>
            )}
          </section>
          {balances.length > 0 && (
            <section aria-labelledby="balances">
              <h2 id="balances" className="mb-3 text-base font-semibold">
                {t("balances.title")}
              </h2>
              <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
                {balances.map(({ own, product, balance }) => (
                  <BalanceCard
                    key={product.code}
                    name={product.name}
                    where={`${t("balances.master")} · ${own.name}`}
                    href={paths.balances({ company: own, product })}
                    balance={{ ...balance, currency: product.currency }}
                  />
                ))}
              </div>
            </section>
          )}
          {readsMovements && (
            <section aria-labelledby="movements">
              <h2 id="movements" className="mb-3 text-base font-semibold">
                {t("movements.title")}
              </h2>
              <MovementList rows={movements} now={ctx.now} places />
            </section>
          )}
        </div>
        <Shortcuts verbs={parts.flatMap((part) => verbsOf(part, t))} />
      </div>
    </PageBody>
  );
});

function waitingOf({ own, waiting }: CompanyPart): WaitingItem[] {
  return waiting.flatMap(({ productId, ...row }) => {
    const product = own.products.find((one) => one.id === productId);
    return product ? [{ ...row, company: own, product, timeZone: own.timeZone }] : [];
  });
}

function balancesOf({ own, balances }: CompanyPart) {
  return balances.flatMap((balance) => {
    const product = own.products.find((one) => one.id === balance.productId);
    return product ? [{ own, product, balance }] : [];
  });
}

function movementsOf({ own, movements }: CompanyPart): MovementShown[] {
  return movements.flatMap((movement) => {
    const product = own.products.find((one) => one.id === movement.productId);
    if (!product) return [];
    const { code, name, currency } = product;
    const readsLots = own.permissions.has("batch.read");
    return [{ ...movement, company: own, product: { code, name }, currency, timeZone: own.timeZone, readsLots }];
  });
}

const verbsShown = 4;

/** What this person comes to do, a link a product. */
function verbsOf({ own }: CompanyPart, t: Awaited<ReturnType<typeof getTranslations<"home">>>): Verb[] {
  const may = (permission: Parameters<typeof own.permissions.has>[0]) => own.permissions.has(permission);
  const verbs = own.products.flatMap((product): (Verb | false)[] => {
    const at = { company: own, product };
    const detail = `${product.name} · ${own.name}`;
    return [
      may("batch.upload") && { label: t("shortcuts.upload"), detail, href: paths.upload(at), icon: "upload" },
      may("batch.sign") && { label: t("shortcuts.authorize"), detail, href: paths.authorization(at), icon: "sign" },
      may("order.pay") && { label: t("shortcuts.orders"), detail, href: paths.orders(at), icon: "pay" },
      may("balance.read") &&
        !may("batch.read") && { label: t("shortcuts.balances"), detail, href: paths.balances(at), icon: "pay" },
    ];
  });
  const house: (Verb | false)[] = [
    may("user.read") && {
      label: t("screens.people"),
      detail: own.name,
      href: paths.ofCompany("/administracion/usuarios", own.code),
      icon: "person",
    },
    may("profile.read") && {
      label: t("screens.profiles"),
      detail: own.name,
      href: paths.ofCompany("/administracion/perfiles", own.code),
      icon: "shield",
    },
    may("activity.read") && {
      label: t("screens.activity"),
      detail: own.name,
      href: paths.ofCompany("/administracion/actividad", own.code),
      icon: "list",
    },
  ];
  return [...verbs, ...house].filter((verb) => verb !== false).slice(0, verbsShown);
}
