import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { HolderList } from "@/components/access/holder-list";
import { PersonChoice } from "@/components/access/person-choice";
import { type Asked, QuestionForm } from "@/components/access/question-form";
import { RightsTable } from "@/components/access/rights-table";
import { SeeAs } from "@/components/access/see-as";
import { WhyAnswer } from "@/components/access/why-answer";
import { HouseFrame } from "@/components/administration/house-frame";
import { EmptyState } from "@/components/ui/empty-state";
import { ListFrame } from "@/components/ui/list-frame";
import { Pager } from "@/components/ui/pager";
import { Tabs } from "@/components/ui/tabs";
import { findFacts, findPeople, listGranting, listHolders, listProducts } from "@/lib/access/queries";
import type { Facts } from "@/lib/access/rules";
import { actionWord, channels, isOfProducts, type Permission, serviceOf, serviceWord } from "@/lib/catalog";
import type { CompanyContext } from "@/lib/context";
import { companyPage } from "@/lib/web/company-doors";
import type { At } from "@/lib/web/doors";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("house.why.title");

const views = ["porque", "quien", "como"] as const;
type View = (typeof views)[number];
type Query = Record<string, string | undefined>;

export default companyPage({ asks: "access.read" }, async (ctx, { search }) => {
  const t = await getTranslations("house.why");
  const view = views.find((one) => one === search.pregunta) ?? "porque";
  const products = await listProducts(ctx);
  const asked = askedIn(search, products);
  const query: Query = {
    persona: asked.person || undefined,
    accion: asked.permission ?? undefined,
    canal: asked.channel,
    producto: asked.product ?? undefined,
  };
  const at = (more: Query) => paths.withQuery(paths.why(ctx.company.code), { ...query, pregunta: view, ...more });
  const tabs = { porque: t("tab.why"), quien: t("tab.who"), como: t("tab.as") };
  return (
    <HouseFrame company={ctx.company} title={t("title")} intro={t("intro")} part="users">
      <Tabs
        label={t("tabs")}
        tabs={views.map((one) => ({ label: tabs[one], href: at({ pregunta: one }), current: one === view }))}
      />
      <QuestionForm href={paths.why()} company={ctx.company.code} view={view} asked={asked} products={products} />
      {view === "quien" ? await whoMay(ctx, asked, search, at) : await aboutPerson(ctx, asked, view, at)}
    </HouseFrame>
  );
});

/** What the address asks; of what is no action, channel or product of this company nothing is asked. */
function askedIn(search: At["search"], products: readonly { code: string }[]): Asked {
  const permission = typeof search.accion === "string" && serviceOf(search.accion) ? search.accion : null;
  const product = products.find(({ code }) => code === search.producto) ?? products[0];
  return {
    person: typeof search.persona === "string" ? search.persona.replaceAll("\0", "").trim().slice(0, 60) : "",
    permission: permission as Permission | null,
    channel: channels.find((channel) => channel === search.canal) ?? "WEB",
    product: product?.code ?? null,
  };
}

type Link = (more: Query) => string;

async function aboutPerson(ctx: CompanyContext, asked: Asked, view: View, at: Link): Promise<ReactNode> {
  const t = await getTranslations("house.why");
  const as = view === "como";
  if (asked.person === "")
    return <Start title={t(as ? "startAs" : "start")} text={t(as ? "startAsText" : "startText")} icon="person" />;
  const exact = await findFacts(ctx, asked.person.toLowerCase());
  const found = exact.person ? null : await findPeople(ctx, asked.person);
  const [only] = found?.people ?? [];
  const facts = found && only && found.people.length === 1 ? await findFacts(ctx, only.username) : exact;
  if (!isKnown(facts))
    return (
      <PersonChoice
        people={found?.people ?? []}
        more={found?.more ?? false}
        href={(username) => at({ persona: username })}
      />
    );
  if (as) return <SeeAs facts={facts} company={ctx.company} channel={asked.channel} />;
  const reached = facts.products.filter(({ reached: one }) => one).map(({ name }) => name);
  return (
    <>
      {asked.permission && (
        <WhyAnswer
          facts={facts}
          question={{ ...asked, permission: asked.permission }}
          now={ctx.now.toISOString()}
          timeZone={ctx.company.timeZone}
          links={linksOf(ctx, facts, at)}
        />
      )}
      <section aria-labelledby="everything">
        <h2 id="everything" className="text-base font-semibold">
          {t("everything")}
        </h2>
        <p className="mt-0.5 mb-2 text-sm text-ink-soft">
          {facts.person.name} ·{" "}
          {t("everythingText", {
            profile: facts.profile?.name ?? "",
            products: reached.join(", ") || t("noProducts"),
          })}
        </p>
        <RightsTable facts={facts} caption={t("everything")} />
      </section>
    </>
  );
}

const isKnown = (facts: Facts): facts is Facts & { person: NonNullable<Facts["person"]> } => facts.person !== null;

/** Where what decides could be changed, as far as whoever asks may open it. */
function linksOf({ company, actor }: CompanyContext, { profile, person }: Facts, at: Link) {
  return {
    profile: profile && actor.permissions.has("profile.read") ? paths.profile(company.code, profile.id) : undefined,
    person: person && actor.permissions.has("user.read") ? paths.person(company.code, person.username) : undefined,
    who: at({ pregunta: "quien", persona: undefined }),
  };
}

async function whoMay(ctx: CompanyContext, asked: Asked, search: At["search"], at: Link): Promise<ReactNode> {
  const t = await getTranslations("house.why");
  const words = await getTranslations("access");
  const { permission, channel, product } = asked;
  if (!permission) return <Start title={t("startWho")} text={t("startWhoText")} icon="search" />;
  const profiles = await listGranting(ctx, { permission, channel });
  const { page, size } = pageWanted(search);
  const holders = await listHolders(ctx, { permission, product, profiles }, { page, size });
  const service = serviceOf(permission) ?? permission;
  const said = {
    count: holders.total,
    channel: words(`channels.${channel}`),
    action: t("actionOf", {
      service: words(`services.${serviceWord(service)}`),
      action: words(`actions.${actionWord(permission)}`),
    }),
  };
  const title = t(holders.more ? "who.over" : "who.found", said);
  return (
    <ListFrame>
      <h2 className="mb-2 text-base font-semibold">{title}</h2>
      <HolderList
        caption={title}
        rows={holders.rows}
        ofProducts={isOfProducts(permission)}
        why={(username) => at({ pregunta: "porque", persona: username })}
      />
      {holders.total > 0 && (
        <Pager
          page={holders.page}
          size={holders.size}
          total={holders.total}
          more={holders.more}
          href={(number, each) => at({ pagina: String(number), ver: String(each) })}
          numbers="es-CO"
        />
      )}
    </ListFrame>
  );
}

function Start({ title, text, icon }: { title: string; text: string; icon: "person" | "search" }) {
  return (
    <div className="rounded-md border bg-surface">
      <EmptyState icon={icon} title={title}>
        {text}
      </EmptyState>
    </div>
  );
}
