import { type BrokerPermission, brokerPermissions, type OperatorPermission } from "@/lib/catalog";
import { type CompanyCard, cardOf, inOwnCompanies, type OwnCompany } from "@/lib/companies/queries";
import type { PersonContext } from "@/lib/context";
import { type KeptPage, listKeptPages } from "@/lib/home/kept-pages";
import { listNews, type News, type NewsSentence, newsSeenUntil, sentenceOf } from "@/lib/home/news";
import { listOwnPlaces } from "@/lib/home/places";
import type { Reachable } from "@/lib/home/rules";
import { countOf, listWaiting } from "@/lib/home/waiting";
import { deskOf } from "@/lib/operator/queries";
import { type AnswerNews, listAnswerNews } from "@/lib/support/queries";

/** A line under the bell, ready to travel to the browser. */
export type Told = Pick<News, "subject" | "count" | "card"> & {
  id: string;
  about: News["about"] | "message";
  says: NewsSentence;
  at: string;
  isNew: boolean;
  timeZone: string;
  company: { code: string; name: string };
  /** None where it is about no product's. */
  product: { code: string; name: string } | null;
};

/** What changes while one looks: how much waits, and the news. */
export type Pulse = { waiting: number; news: Told[]; now: string };

/** What the frame shows around every page. */
export type Shell = Pulse & {
  companies: CompanyCard[];
  reach: Reachable[];
  kept: KeptPage[];
  /** What they may do at the operator's desk. */
  desk: OperatorPermission[];
  /** The brokers they are in, by name, with what they may do there. */
  brokers: ReachableBroker[];
};

export type ReachableBroker = { code: string; name: string; permissions: readonly BrokerPermission[] };

const newsShown = 20;

/** The frame of this person's portal: companies and rights, what waits, the news, the pages they keep. */
export async function readShell(ctx: PersonContext): Promise<Shell> {
  const seenUntil = await newsSeenUntil(ctx);
  const parts = await inOwnCompanies(ctx, async (own) => ({ own, ...(await pulseOf(ctx, own, seenUntil)) }));
  const brokers = (await listOwnPlaces(ctx)).flatMap(({ kind, code, name, suspended, sections }) =>
    kind === "BROKER" && !suspended ? [{ code, name, permissions: [...brokerPermissions(sections)] }] : [],
  );
  const reach = [
    ...parts.map(({ own }) => reachOf(own)),
    ...brokers.map((broker): Reachable => ({ ...broker, products: [] })),
  ];
  return {
    ...together(ctx, parts),
    companies: parts.map(({ own }) => cardOf(own)),
    reach,
    kept: await listKeptPages(ctx, reach),
    desk: await deskOf(ctx),
    brokers,
  };
}

/** What of it changes by itself, for a page that stays open. */
export async function readPulse(ctx: PersonContext): Promise<Pulse> {
  const seenUntil = await newsSeenUntil(ctx);
  return together(ctx, await inOwnCompanies(ctx, (own) => pulseOf(ctx, own, seenUntil)));
}

/** A company as the browser may know it: which screens are there for this person. */
export const reachOf = ({ code, name, permissions, products }: OwnCompany): Reachable => ({
  code,
  name,
  permissions: [...permissions],
  products: products.map((product) => ({ code: product.code, name: product.name })),
});

async function pulseOf(ctx: PersonContext, own: OwnCompany, seenUntil: Date | null) {
  const waiting = countOf(await listWaiting(ctx, own));
  const news = await listNews(ctx, own);
  const answers = await listAnswerNews(ctx, own);
  return {
    waiting,
    news: [...news.map((one) => toldOf(own, one, seenUntil)), ...answers.map((one) => answerTold(own, one, seenUntil))],
  };
}

/** An answer of the operator's to a message of one's own. */
function answerTold(own: OwnCompany, { id, subject, at }: AnswerNews, seenUntil: Date | null): Told {
  return {
    id: `message ${id}`,
    about: "message",
    says: "messageAnswered",
    subject,
    count: 1,
    card: null,
    at: at.toISOString(),
    isNew: seenUntil === null || at > seenUntil,
    timeZone: own.timeZone,
    company: { code: own.code, name: own.name },
    product: null,
  };
}

function together(ctx: PersonContext, parts: readonly { waiting: number; news: Told[] }[]): Pulse {
  return {
    waiting: parts.reduce((sum, part) => sum + part.waiting, 0),
    news: parts
      .flatMap((part) => part.news)
      .toSorted((one, other) => other.at.localeCompare(one.at))
      .slice(0, newsShown),
    now: ctx.now.toISOString(),
  };
}

function toldOf(own: OwnCompany, news: News, seenUntil: Date | null): Told {
  const { id, at, productId, subject, about, count, card } = news;
  const product = own.products.find((one) => one.id === productId);
  return {
    id: id.toString(),
    says: sentenceOf(news.event, news.to),
    subject,
    about,
    count,
    card,
    at: at.toISOString(),
    isNew: seenUntil === null || at > seenUntil,
    timeZone: own.timeZone,
    company: { code: own.code, name: own.name },
    product: { code: product?.code ?? "", name: product?.name ?? "" },
  };
}
