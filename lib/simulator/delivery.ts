import type { Reply } from "@/lib/simulator/reply";
import type { Behaviour } from "@/lib/simulator/scripts";

/** What really goes over the wire in place of a reply; `honest` = signed with the shared secret. */
export type Delivery =
  | { kind: "send"; status: number; contentType: string; body: string; honest: boolean; location?: string }
  | { kind: "hang" }
  | { kind: "disconnect" };

export function plain({ status, json }: Reply): Delivery {
  return { kind: "send", status, contentType: "application/json", body: json, honest: true };
}

/** Whether the request is carried out at all under a behaviour. */
export function works(behaviour: Behaviour): boolean {
  switch (behaviour.do) {
    case "fail":
    case "empty":
    case "html":
    case "redirect":
    case "nonsense":
    case "hang":
    case "disconnect":
    case "repeat":
      return behaviour.afterWork ?? false;
    default:
      return true;
  }
}

/** The delivery of a behaviour that needs no true answer, or null when the answer decides. */
export function delivery(behaviour: Behaviour, truth: Reply | null, path: string): Delivery {
  const text = (status: number, contentType: string, body: string): Delivery => ({
    kind: "send",
    status,
    contentType,
    body,
    honest: true,
  });
  switch (behaviour.do) {
    case "hang":
    case "disconnect":
      return { kind: behaviour.do };
    case "fail":
      return text(500, "application/json", '{"error":"failed"}');
    case "empty":
      return text(200, "application/json", "");
    case "html":
      return text(200, "text/html; charset=utf-8", "<!doctype html><title>502 Bad Gateway</title>");
    case "nonsense":
      return text(200, "application/json", '{"estado":"quién sabe","status":["CONFIRMED"],"lines":7}');
    case "redirect":
      return { kind: "send", status: 302, contentType: "text/plain", body: "", honest: true, location: path };
    default:
      return altered(behaviour, truth ?? { status: 500, json: '{"error":"failed"}' });
  }
}

function altered(behaviour: Behaviour, truth: Reply): Delivery {
  switch (behaviour.do) {
    case "badSignature":
      return { kind: "send", status: truth.status, contentType: "application/json", body: truth.json, honest: false };
    case "otherReference":
      return plain(edited(truth, otherName));
    case "otherAmount":
      return plain(edited(truth, otherAmount));
    case "missingLine":
      return plain(edited(truth, (answer) => otherLines(answer, (lines) => lines.slice(1))));
    case "repeatedLine":
      return plain(edited(truth, (answer) => otherLines(answer, (lines) => [...lines.slice(1), ...lines.slice(-1)])));
    default:
      return plain(truth);
  }
}

type Answer = Record<string, unknown> & { lines?: object[]; movements?: object[] };

function edited(truth: Reply, edit: (answer: Answer) => object): Reply {
  const answer: Answer = JSON.parse(truth.json);
  return { status: truth.status, json: JSON.stringify(edit(answer)) };
}

/** About another reference; of a balance or movements, about another card or account. */
function otherName(answer: Answer): object {
  const name = ["reference", "card", "account"].find((one) => one in answer) ?? "reference";
  return { ...answer, [name]: `${answer[name]}-X` };
}

/** A cent more than it was; where an answer has no amount that could be compared, one too many. */
function otherAmount(answer: Answer): object {
  const names = ["amountCents", "acceptedCents", "availableCents"].filter((name) => name in answer);
  if (names.length === 0) return { ...answer, amountCents: "1" };
  const more = names.map((name) => [name, (BigInt(String(answer[name])) + 1n).toString()]);
  return { ...answer, ...Object.fromEntries(more) };
}

/** The lines of a page or the movements of an account, edited; an answer that has neither gets lines. */
function otherLines(answer: Answer, edit: (lines: object[]) => object[]): object {
  const name = "movements" in answer ? "movements" : "lines";
  return { ...answer, [name]: edit(answer[name] ?? []) };
}
