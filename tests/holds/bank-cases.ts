import type { Behaviour, Operation } from "@/lib/simulator/scripts";

// How bank and core misbehave, one order each, and what must become of it.

export type Script = readonly [operation: Operation, behaviour: Behaviour, times?: "always"];
export type Trouble = {
  name: string;
  /** Played once each unless said, oldest first, for this order's debit or this lot's page. */
  scripts: readonly Script[];
  /** What each asking left in doubt and why, as the trail names it. */
  doubts: readonly string[];
  /** The order's end; PROCESSED unless said. */
  end?: "PAYMENT_FAILED" | "PROCESSED_WITH_REJECTIONS";
  /** Slow enough to be looked at before the bank has answered. */
  watched?: true;
};

const overTheLimitMs = 12_000;
/** How long a bank that is slow takes: less than it is waited for. */
export const underTheLimitMs = 6_000;

/** What a request can meet that says nothing, and the doubt that it leaves. `afterWork`: the money moved all the same. */
const nothingSaid = [
  ["hangs", { do: "hang" }, "timeout"],
  ["hangs up", { do: "disconnect" }, "network"],
  ["answers 500", { do: "fail" }, "status"],
  ["answers nothing", { do: "empty" }, "notJson"],
  ["answers HTML", { do: "html" }, "notJson"],
  ["sends elsewhere", { do: "redirect" }, "redirect"],
  ["talks nonsense", { do: "nonsense" }, "unexpected"],
  ["answers as it did to another", { do: "repeat" }, "mismatch"],
] as const satisfies readonly (readonly [string, Behaviour, string])[];

const otherwiseSaid = [
  ["answers late", { do: "late", ms: overTheLimitMs }, "timeout"],
  ["signs badly", { do: "badSignature" }, "signature"],
  ["names another amount", { do: "otherAmount" }, "mismatch"],
  ["names another reference", { do: "otherReference" }, "mismatch"],
] as const satisfies readonly (readonly [string, Behaviour, string])[];

const lostAnswer: Script = ["debit", { do: "disconnect", afterWork: true }];

/** The debit itself. */
const debiting: readonly Trouble[] = [
  ...nothingSaid.flatMap(([name, behaviour, doubt]) => [
    {
      name: `the bank debits and ${name}`,
      scripts: [["debit", { ...behaviour, afterWork: true }] as const],
      doubts: [doubt],
    },
    { name: `the bank ${name} and has not debited`, scripts: [["debit", behaviour] as const], doubts: [doubt] },
  ]),
  ...otherwiseSaid.map(([name, behaviour, doubt]) => ({
    name: `the bank debits and ${name}`,
    scripts: [["debit", behaviour] as const],
    doubts: [doubt],
  })),
  { name: "the bank is slow", scripts: [["debit", { do: "slow", ms: underTheLimitMs }]], doubts: [], watched: true },
  {
    name: "the bank refuses",
    scripts: [["debit", { do: "refuse", reason: "funds" }]],
    doubts: [],
    end: "PAYMENT_FAILED",
  },
  {
    name: "the bank hangs up, and refuses when it is asked again",
    scripts: [
      ["debit", { do: "disconnect" }],
      ["debit", { do: "refuse", reason: "limit" }],
    ],
    doubts: ["network"],
    end: "PAYMENT_FAILED",
  },
];

/** Asking what became of a debit whose answer was lost. */
const asking: readonly Trouble[] = [
  ...[...nothingSaid, ...otherwiseSaid].map(([name, behaviour, doubt]) => ({
    name: `asked about a debit, the bank ${name}`,
    scripts: [lostAnswer, ["debitStatus", behaviour] as const],
    doubts: ["network", doubt],
  })),
  {
    name: "asked about a debit, the bank is slow",
    scripts: [lostAnswer, ["debitStatus", { do: "slow", ms: underTheLimitMs }]],
    doubts: ["network"],
  },
];

const pageTrouble = [
  ["leaves a line out", { do: "missingLine" }, "mismatch"],
  ["repeats a line", { do: "repeatedLine" }, "mismatch"],
  ...otherwiseSaid.slice(1),
  ...nothingSaid.slice(1).map(([name, behaviour, doubt]) => [name, { ...behaviour, afterWork: true }, doubt] as const),
] satisfies readonly (readonly [string, Behaviour, string])[];

/** The card core: its page and the question after it, both told wrong. */
const cards: readonly Trouble[] = [
  ...pageTrouble.map(([name, behaviour, doubt]) => ({
    name: `the core ${name}`,
    scripts: [["page", behaviour] as const, ["pageStatus", behaviour] as const],
    doubts: [doubt],
  })),
  {
    name: "the core answers 500 and has done nothing",
    scripts: [["page", { do: "fail" }]],
    doubts: ["notFound"],
  },
  { name: "the core does a page and hangs", scripts: [["page", { do: "hang", afterWork: true }]], doubts: [] },
  { name: "the core hangs and has done nothing", scripts: [["page", { do: "hang" }]], doubts: ["notFound"] },
  {
    name: "the core rejects a line",
    scripts: [["page", { do: "reject", reason: "cardBlocked", lines: ["*.3"] }]],
    doubts: [],
    end: "PROCESSED_WITH_REJECTIONS",
  },
];

const waits = ({ scripts }: Trouble) => scripts.filter(([, { do: what }]) => what === "hang" || what === "late").length;
const core = ({ scripts }: Trouble) => Number(scripts.some(([operation]) => operation === "page"));

/** Those that take longest first. */
const longestFirst = (troubles: readonly Trouble[]) =>
  troubles.toSorted((a, b) => waits(b) - waits(a) || core(b) - core(a) || b.doubts.length - a.doubts.length);

/** It debits and answers 500, and to each question HTML, for ever. */
export const endlessDoubt: Trouble = {
  name: "the bank never says",
  scripts: [
    ["debit", { do: "fail", afterWork: true }],
    ["debitStatus", { do: "html" }, "always"],
  ],
  doubts: ["status"],
};

export const bankTroubles = longestFirst([...debiting, ...asking]);
export const coreTroubles = longestFirst(cards);
