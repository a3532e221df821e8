/** What was guarded, for the sums of the table. */
export type Kind =
  | "check"
  | "foreign key"
  | "unique"
  | "value needed"
  | "trigger"
  | "branch"
  | "clause"
  | "policy"
  | "forced rls"
  | "move"
  | "right"
  | "permission"
  | "scope"
  | "version"
  | "state"
  | "signer"
  | "digest"
  | "tries"
  | "origin"
  | "amount"
  | "idempotency"
  | "fence"
  | "limits"
  | "session"
  | "password"
  | "quota"
  | "path"
  | "input"
  | "file"
  | "gateway"
  | "secret"
  | "trail"
  | "money"
  | "boot";

type Common = {
  name: string;
  kind: Kind;
  /** Test files of which one must go red. */
  suite: readonly string[];
  /** Why no test can see it: which other guard refuses already. Only then may it survive. */
  survives?: string;
};

/** A guard taken out of a source: `find` stands there exactly once. */
export type CodeMutant = Common & { file: string; find: string; replace: string };

export type Change = readonly [name: string, find: string, replace: string];

/** The guards of one file that the same tests must see gone. */
export const all = (common: Pick<CodeMutant, "kind" | "file" | "suite">, ...changes: Change[]): CodeMutant[] =>
  changes.map(([name, find, replace]) => ({ ...common, name, find, replace }));

/**
 * A guard taken out of the database by SQL. `title`: the tests of the suite that must see it. Those of one tray are taken out
 * together, in one run of the tests named by `among`: each must be seen by its own tests, and nothing else may go red.
 */
export type DatabaseMutant = Common & {
  sql: string;
  base: "filled" | "seeded";
  title?: string;
  tray?: { name: string; among: string };
};

export type Mutant = CodeMutant | DatabaseMutant;

export type Result = {
  name: string;
  kind: Kind;
  outcome: "caught" | "survived" | "excused" | "outdated" | "broken";
  /** The test that went red, or why there is none. */
  by: string;
  seconds: number;
};
