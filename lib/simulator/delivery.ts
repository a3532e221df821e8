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
      return plain(edited(truth, (answer) => ({ ...answer, reference: `${answer.reference}-X` })));
    case "otherAmount":
      return plain(
        edited(truth, (answer) => ({
          ...answer,
          ...(answer.amountCents === undefined ? {} : { amountCents: oneMore(answer.amountCents) }),
          ...(answer.acceptedCents === undefined ? {} : { acceptedCents: oneMore(answer.acceptedCents) }),
        })),
      );
    case "missingLine":
      return plain(edited(truth, ({ lines = [], ...answer }) => ({ ...answer, lines: lines.slice(1) })));
    case "repeatedLine":
      return plain(
        edited(truth, ({ lines = [], ...answer }) => ({ ...answer, lines: [...lines.slice(1), ...lines.slice(-1)] })),
      );
    default:
      return plain(truth);
  }
}

type Answer = { reference?: string; amountCents?: string; acceptedCents?: string; lines?: object[] };

function edited(truth: Reply, edit: (answer: Answer) => object): Reply {
  const answer: Answer = JSON.parse(truth.json);
  return { status: truth.status, json: JSON.stringify(edit(answer)) };
}

function oneMore(cents: string): string {
  return (BigInt(cents) + 1n).toString();
}
