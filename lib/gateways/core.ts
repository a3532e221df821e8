import { assert } from "@/lib/assert";
import { type CoreAnswer, coreAnswerSchema } from "@/lib/gateways/core-answer";
import { type CoreCards, makeCoreCards } from "@/lib/gateways/core-cards";
import { makeSignedHttp, type SignedHttpOptions } from "@/lib/gateways/signed-http";
import { absence, doubtOfConflict, referenceSchema, type Unknown, unknown } from "@/lib/gateways/wire";

export const PAGE_LINES_MAX = 5_000;

export type RechargeLine = {
  reference: string /** The card's 10-digit reference. */;
  card: string;
  amountCents: bigint;
};
export type IssueLine = {
  reference: string;
  documentType: string;
  documentNumber: string;
  firstNames: string;
  lastNames: string;
  branch: string;
  /** What the card starts with; may be 0. */
  amountCents: bigint;
};
export type CorePage = { reference: string; batch: string; product: string } & (
  | { type: "RECARGA"; lines: RechargeLine[] }
  | { type: "EMISION"; lines: IssueLine[] }
);
export type CoreRejection = "cardUnknown" | "cardBlocked" | "cardCancelled" | "limit" | "personInvalid";
export type RejectedLine = { reference: string; result: "rejected"; reason: CoreRejection };
export type RechargeResult = { reference: string; result: "ok" } | RejectedLine;
export type IssuedCard = { cardReference: string; bin: string; last4: string; token: string; fingerprint: string };
export type IssueResult = ({ reference: string; result: "ok" } & IssuedCard) | RejectedLine;
export type PageOutcome =
  | { kind: "done"; type: "RECARGA"; results: RechargeResult[] }
  | { kind: "done"; type: "EMISION"; results: IssueResult[] }
  | Unknown;
export type PageStatus = PageOutcome | { kind: "notFound" };

export type CorePages = {
  /** Hands over one page of a lot, at most 5,000 lines; `done` holds exactly one result per line, in the page's order. */
  submitPage(page: CorePage): Promise<PageOutcome>;
  /** What became of a page. With `sent`, its lines and amounts are checked as at submitting; without, only its shape. */
  pageStatus(reference: string, sent?: CorePage): Promise<PageStatus>;
};
export type Core = CorePages & CoreCards;

/** The card core behind its protocol (ARCHITECTURE.md). A page that is not answered line by line is `unknown`. */
export function makeCore(options: SignedHttpOptions): Core {
  const ask = makeSignedHttp(options);
  return {
    async submitPage(page) {
      assertPage(page);
      const { reference, batch, type, product } = page;
      const body = { reference, batch, type, product, lines: wireLines(page) };
      const got = await ask({ method: "POST", path: "/core/pages", body });
      if (got.kind === "unknown") return unknown(got.why);
      if (got.status === 409) return doubtOfConflict(got.body, page.reference);
      return got.status === 200 ? outcomeOf(got.body, page.reference, page) : unknown("unexpected");
    },
    async pageStatus(reference, sent) {
      assert(referenceSchema.safeParse(reference).success, "a page's reference can travel in a path");
      const got = await ask({ method: "GET", path: `/core/pages/${reference}` });
      if (got.kind === "unknown") return unknown(got.why);
      if (got.status === 404) return absence(got.body, reference);
      return got.status === 200 ? outcomeOf(got.body, reference, sent) : unknown("unexpected");
    },
    ...makeCoreCards(ask),
  };
}

function assertPage(page: CorePage): void {
  assert(referenceSchema.safeParse(page.reference).success, "a page's reference can travel in a path");
  assert(page.lines.length > 0 && page.lines.length <= PAGE_LINES_MAX, "a page has 1 to 5,000 lines");
  const references = new Set(page.lines.map((line) => line.reference));
  assert(references.size === page.lines.length, "a line's reference stands once in its page");
}

/** Only what the protocol names leaves the house, whatever else the caller's lines carry. */
function wireLines(page: CorePage): object[] {
  if (page.type === "RECARGA") {
    return page.lines.map(({ reference, card, amountCents }) => ({
      reference,
      card,
      amountCents: amountCents.toString(),
    }));
  }
  return page.lines.map(({ reference, documentType, documentNumber, firstNames, lastNames, branch, amountCents }) => ({
    reference,
    documentType,
    documentNumber,
    firstNames,
    lastNames,
    branch,
    amountCents: amountCents.toString(),
  }));
}

function outcomeOf(body: unknown, reference: string, sent: CorePage | undefined): PageOutcome {
  const parsed = coreAnswerSchema.safeParse(body);
  if (!parsed.success) return unknown("unexpected");
  const answer = parsed.data;
  if (answer.reference !== reference) return unknown("mismatch");
  const byReference = new Map(answer.lines.map((line) => [line.reference, line]));
  if (byReference.size !== answer.lines.length) return unknown("mismatch");
  if (sent && !answers(answer, sent)) return unknown("mismatch");
  if (answer.type === "RECARGA") return { kind: "done", type: "RECARGA", results: inOrder(answer.lines, sent) };
  return { kind: "done", type: "EMISION", results: inOrder(answer.lines, sent) };
}

/** Same page, every line once, and the core accepted exactly the cents of the lines it calls ok. */
function answers(answer: CoreAnswer, sent: CorePage): boolean {
  if (answer.batch !== sent.batch || answer.type !== sent.type || answer.product !== sent.product) return false;
  if (answer.lines.length !== sent.lines.length) return false;
  const amounts = new Map(sent.lines.map((line) => [line.reference, line.amountCents]));
  let acceptedCents = 0n;
  for (const line of answer.lines) {
    const amountCents = amounts.get(line.reference);
    if (amountCents === undefined) return false;
    if (line.result === "ok") acceptedCents += amountCents;
  }
  return acceptedCents === answer.acceptedCents;
}

function inOrder<Line extends { reference: string }>(lines: Line[], sent: CorePage | undefined): Line[] {
  if (!sent) return lines;
  const position = new Map(sent.lines.map((line, index) => [line.reference, index]));
  return lines.toSorted((a, b) => (position.get(a.reference) ?? 0) - (position.get(b.reference) ?? 0));
}
