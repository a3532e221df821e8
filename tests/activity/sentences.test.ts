import { expect, test } from "vitest";
import { catalogs } from "@/lib/messages/catalog";
import { listSources } from "@/tests/house/sources";

// Every event that our code leaves in a company's chain has a sentence of its own, which Consulta de Actividad says.

/** Domains whose events stand in the platform's chain, which the desk reads (`trail.events`). */
const platform = /^lib\/(auth|own|tokens|parameters|support|drafts|mail)\//;

const events = listSources()
  .filter(({ file }) => /^(lib|app)\//.test(file) && !platform.test(file))
  .flatMap(({ file, text }) =>
    [
      ...text.matchAll(/\b(?:audit|auditEach)\(\s*(?:\w+ \? )?"([a-z]+\.[a-zA-Z]+)"(?: : "([a-z]+\.[a-zA-Z]+)")?/g),
    ].flatMap(([, one, other]) => [one, other].flatMap((event) => (event ? [{ file, event }] : []))),
  );

// A file of the team leaves one for each person whom it changes.
for (const verb of ["created", "modified", "disabled", "enabled", "removed"])
  events.push({ file: "lib/brokers/bulk-trail.ts", event: `brokeruser.${verb}` });

test.each(["es", "en"] as const)("each has its sentence (%s)", (language) => {
  const words: Record<string, Record<string, string>> = catalogs[language].activity.events;
  expect(events.length).toBeGreaterThan(60);
  const silent = events.filter(({ event }) => {
    const [noun = "", verb = ""] = event.split(".");
    return words[noun]?.[verb] === undefined;
  });
  expect(silent).toEqual([]);
});
