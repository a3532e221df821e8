import type { Behaviour } from "@/lib/simulator/scripts";
import type { Dice } from "@/tests/walker/dice";

// Every behaviour that lib/simulator/scripts.ts knows, with what it needs drawn.

const eitherWay = ["fail", "empty", "html", "redirect", "nonsense", "hang", "disconnect", "repeat"] as const;
const lies = ["badSignature", "otherAmount", "otherReference", "missingLine", "repeatedLine"] as const;

function common(draw: Dice): Behaviour {
  switch (draw.weighted({ either: 8, lie: 5, slow: 1, late: 1, answer: 0.5 })) {
    case "either":
      return { do: draw.pick(eitherWay) ?? "fail", afterWork: draw.chance(0.6) };
    case "lie":
      return { do: draw.pick(lies) ?? "badSignature" };
    case "slow":
      return { do: "slow", ms: draw.int(500, 4_000) };
    case "late":
      return { do: "late", ms: draw.int(9_000, 12_000) };
    default:
      return { do: "answer" };
  }
}

export function bankBehaviours(draw: Dice): Behaviour {
  const reason = draw.pick(["funds", "accountInactive", "limit", "accountUnknown"] as const) ?? "funds";
  return draw.chance(0.2) ? { do: "refuse", reason } : common(draw);
}

export function coreBehaviours(draw: Dice): Behaviour {
  const reason =
    draw.pick(["cardUnknown", "cardBlocked", "cardCancelled", "limit", "personInvalid"] as const) ?? "limit";
  const whom = draw.chance(0.5) ? {} : { lines: ["*.2"] };
  return draw.chance(0.3) ? { do: "reject", reason, ...whom } : common(draw);
}
