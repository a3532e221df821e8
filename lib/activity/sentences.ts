import type { Fact } from "@/lib/activity/rules";
import { actWord, deskService, isTeamAct } from "@/lib/activity/schema";
import { actionWord, channels, isOfBrokers, serviceOf, services, serviceWord } from "@/lib/catalog";
import { catalogs } from "@/lib/messages/catalog";
import type { Language } from "@/lib/messages/language";
import { words } from "@/lib/words";

export type Told = { event: string; subject: string; service: string | null; result: "done" | "refused" };

export type Teller = {
  /** What happened, as a sentence. */
  sentence: (told: Told) => string;
  service: (service: string | null) => string;
  /** Why it was refused, by the refusal's code; null where its sentence needs what was not kept. */
  reason: (code: string) => string | null;
  /** The name of a fact, and a value of it. */
  label: (fact: Fact) => string;
  value: (text: string | null, event: string) => string;
};

type Words = { [key: string]: string | Words };

/** What may be a state, a service or an action; whatever else is said as it is. */
const code = /^[A-Za-z][A-Za-z_.-]{1,40}$/;

/** What was found once is not looked for again; more than a file has of them is not kept. */
function known(kept: Map<string, string>, key: string, find: () => string): string {
  const before = kept.get(key);
  if (before !== undefined) return before;
  const found = find();
  if (kept.size < 5_000) kept.set(key, found);
  return found;
}

// Stands for the subject while an event's sentence is made: once for each event, however many rows there are.
const mark = "\u0001";

/** Where the codes of some nouns' events are said besides. */
const own = {
  orders: ["orders.status.*"],
  batches: ["batches.status.*"],
  team: ["activity.keys.*"],
  settings: ["brokerhouse.settings.alerts.*.label", "brokerhouse.settings.formats.*"],
} as const;
const kinds: Record<string, keyof typeof own> = {
  order: "orders",
  payment: "orders",
  brokeruser: "team",
  brokersettings: "settings",
};

/** Says events in a language. */
export function tellerIn(language: Language): Teller {
  const say = words(language);
  const catalog: Words = catalogs[language];
  const at = (path: string): string | null => {
    const found = path.split(".").reduce<string | Words | undefined>((below, key) => {
      return typeof below === "object" && Object.hasOwn(below, key) ? below[key] : undefined;
    }, catalog);
    return typeof found === "string" ? found : null;
  };
  const named = new Map<string, string>();
  const service = (name: string | null): string => known(named, name ?? "", () => serviceIn(name));
  const kept = new Map<string, string[]>();
  const labels = new Map<string, string>();
  const nameOf = (key: string) => known(labels, key, () => at(`activity.keys.${key}`) ?? (service(key) || key));
  const coded = {
    orders: new Map<string, string>(),
    batches: new Map<string, string>(),
    team: new Map<string, string>(),
    settings: new Map<string, string>(),
  };
  type Kind = keyof typeof coded;
  const wordOf = (word: string, kind: Kind): string =>
    word.length > 40 || !code.test(word) ? word : known(coded[kind], word, () => codeIn(word, kind));

  function serviceIn(name: string | null): string {
    if (name === deskService) return say("activity.operatorService");
    if (name !== null && isTeamAct(name)) return say(`teamhistory.acts.${actWord(name)}`);
    return name !== null && (services as readonly string[]).includes(name)
      ? say(`access.services.${serviceWord(name)}`)
      : "";
  }

  /** A state, a service, an action, a channel or yes and no, in words; whatever else as it is. */
  function codeIn(word: string, kind: Kind): string {
    if (word === "true") return say("activity.yes");
    if (word === "false") return say("activity.no");
    if (word === "ACTIVE" || word === "INACTIVE" || word === "NO_LIMIT") return say(`activity.states.${word}`);
    if ((channels as readonly string[]).includes(word)) return say(`access.channels.${word}`);
    const said = [
      ...own[kind].map((path) => path.replace("*", word)),
      `access.actions.${actionWord(word)}`,
      `people.tokenStates.${word}`,
      `people.standings.${word}`,
      `brokers.roles.${word}`,
      `brokers.sections.${word}`,
    ];
    return said.reduce<string | null>((found, path) => found ?? at(path), null) ?? (service(word) || word);
  }

  function pattern({ event, result, service: of }: Told): string {
    if (at(`activity.events.${event}`) !== null) return say(`activity.events.${event}`, { subject: mark });
    if (isOfBrokers(event)) return say("teamhistory.tried", { action: at(`teamhistory.asks.${event}`) ?? event });
    const asked = serviceOf(event);
    if (asked)
      return say("activity.tried", {
        action: at(`access.actions.${actionWord(event)}`) ?? event,
        service: service(asked),
      });
    if (of === deskService && result === "refused") return say("activity.triedOperator");
    if (result === "refused") return say("activity.triedOther");
    return of === null ? say("activity.otherSystem") : say("activity.other", { service: service(of) });
  }

  return {
    service,
    sentence(told) {
      const key = `${told.event} ${told.result}`;
      const parts = kept.get(key) ?? pattern(told).split(mark);
      kept.set(key, parts);
      return parts.join(told.subject);
    },
    reason(code) {
      const sentence = at(`refusals.${code}`);
      return sentence?.includes("{") ? null : sentence;
    },
    label({ path }) {
      const [first] = path;
      if (first === undefined) return say("activity.value");
      return path.length === 1 ? nameOf(first) : path.map(nameOf).join(" · ");
    },
    value(text, event) {
      if (text === null || text === "") return "—";
      const kind = kinds[event.slice(0, event.indexOf("."))] ?? "batches";
      return text.includes(", ")
        ? text
            .split(", ")
            .map((word) => wordOf(word, kind))
            .join(", ")
        : wordOf(text, kind);
    },
  };
}
