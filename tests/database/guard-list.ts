import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "@/lib/cli/processes";

// The guards as prisma/guards.txt demands them: read from the file, so that a guard that is gone from the database is still tried.

export type Constraint = { table: string; name: string; definition: string };
/** `where` is the part of the table that a partial index covers. */
export type Unique = { table: string; name: string; columns: string[]; where: string };
export type ForeignKey = { table: string; name: string; columns: string[]; target: string; targetColumns: string[] };
export type Trigger = { table: string; name: string; definition: string; events: string[] };
/** `using`: which rows are seen or touched; `check`: which may be written; empty where it says nothing of them. */
export type Policy = { table: string; name: string; command: string; using: string; check: string };

const lines = readFileSync(join(root, "prisma/guards.txt"), "utf8")
  .split("\n")
  .filter((line) => line !== "");

const ofKind = (kind: string): string[] =>
  lines.filter((line) => line.startsWith(`${kind} `)).map((line) => line.slice(kind.length + 1));

const listed = (text = ""): string[] => text.split(", ").filter((part) => part !== "");

/** Every constraint, of whatever kind. */
export const constraints: Constraint[] = ofKind("constraint").map((line) => {
  const [table = "", name = ""] = line.split(" ");
  return { table, name, definition: line.slice(table.length + name.length + 2) };
});

export const checks = constraints.filter(({ definition }) => definition.startsWith("CHECK"));

export const foreignKeys: ForeignKey[] = constraints.flatMap(({ table, name, definition }) => {
  const found = /^FOREIGN KEY \((.+)\) REFERENCES (\w+)\((.+?)\)(?: DEFERRABLE INITIALLY DEFERRED)?$/.exec(definition);
  return found
    ? [{ table, name, columns: listed(found[1]), target: found[2] ?? "", targetColumns: listed(found[3]) }]
    : [];
});

/** Unique indexes; those of primary keys and UNIQUE constraints are among them, under the constraint's name. */
export const uniques: Unique[] = ofKind("index").flatMap((line) => {
  const found = /^CREATE UNIQUE INDEX (\w+) ON public\.(\w+) USING btree \((.+?)\)(?: WHERE (.+))?$/.exec(line);
  return found
    ? [{ name: found[1] ?? "", table: found[2] ?? "", columns: listed(found[3]), where: found[4] ?? "true" }]
    : [];
});

export const isConstraint = (name: string): boolean => constraints.some((constraint) => constraint.name === name);

export const triggers: Trigger[] = ofKind("trigger").map((line) => {
  const [table = ""] = line.split(" ");
  const definition = line.slice(line.search(/CREATE (CONSTRAINT )?TRIGGER/));
  const [, name = "", events = ""] =
    /^CREATE (?:CONSTRAINT )?TRIGGER (\w+) (?:BEFORE|AFTER) (.+?)(?: OF .+?)? ON /.exec(definition) ?? [];
  return { table, name, definition, events: events.split(" OR ") };
});

export const policies: Policy[] = ofKind("policy").map((line) => {
  const [, table = "", name = "", command = "", using = "", check = ""] =
    /^(\S+) (\S+) (\S+) \{.*?\} USING (.*) CHECK (.*)$/.exec(line) ?? [];
  return { table, name, command, using: using.trim(), check: check.trim() };
});

/** Tables whose rows answer to a policy or to nobody, their owner included. */
export const lockedTables: string[] = ofKind("rls").flatMap((line) =>
  line.endsWith(" enabled=t forced=t") ? [line.split(" ")[0] ?? ""] : [],
);

/** Columns that need a value, as `table column`. */
export const required: { table: string; column: string }[] = ofKind("required").map((line) => {
  const [table = "", column = ""] = line.split(" ");
  return { table, column };
});

/** How many lines of each kind the file has: a kind nobody reads here shows. */
export const kinds: string[] = [...new Set(lines.map((line) => line.split(" ")[0] ?? ""))].sort();
/** How many lines begin with a word. */
export const countOf = (kind: string): number => ofKind(kind).length;
