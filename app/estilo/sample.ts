import type { IconName } from "@/components/ui/icon";
import type { Tone } from "@/components/ui/tone";
import type { style } from "@/lib/messages/es/style";

export const now = "2026-11-21T19:45:00Z";
export const timeZone = "America/Bogota";

type State = keyof typeof style.states;
type Look = { tone: Tone; icon?: IconName };

/** Colour and drawing of each state; the word always stands beside them. */
export const looks: Record<State, Look> = {
  received: { tone: "plain" },
  validating: { tone: "primary" },
  invalid: { tone: "out" },
  valid: { tone: "amber", icon: "list" },
  confirmed: { tone: "amber", icon: "sign" },
  partly: { tone: "amber", icon: "signer" },
  authorized: { tone: "primary", icon: "check" },
  inProcess: { tone: "primary" },
  processed: { tone: "in" },
  processedRejects: { tone: "amber" },
  rejected: { tone: "out", icon: "close" },
  annulled: { tone: "plain", icon: "annul" },
  expired: { tone: "plain", icon: "clock" },
  verification: { tone: "amber", icon: "search" },
  paymentFailed: { tone: "out" },
};

export type SampleBatch = {
  number: string;
  type: keyof typeof style.types;
  file: string;
  lines: number;
  cents: string;
  state: State;
  at: string;
  faults?: number;
};

const at = (hour: number, day = 21) => new Date(Date.UTC(2026, 10, day, hour, 12)).toISOString();

export const batches: readonly SampleBatch[] = [
  {
    number: "L-2026-000133",
    type: "CARGO",
    file: "cargos-q2.xlsx",
    lines: 0,
    cents: "0",
    state: "received",
    at: at(19),
  },
  {
    number: "L-2026-000132",
    type: "RECARGA",
    file: "recargas-nov.csv",
    lines: 200000,
    cents: "0",
    state: "validating",
    at: at(18),
  },
  {
    number: "L-2026-000131",
    type: "RECARGA",
    file: "recargas-quincena.csv",
    lines: 240,
    cents: "8450000000",
    state: "invalid",
    at: at(16),
    faults: 3,
  },
  {
    number: "L-2026-000130",
    type: "EMISION",
    file: "ingresos-noviembre.txt",
    lines: 18,
    cents: "90000000",
    state: "valid",
    at: at(15),
  },
  {
    number: "L-2026-000129",
    type: "RECARGA",
    file: "bono-cierre.csv",
    lines: 62,
    cents: "1250000000",
    state: "confirmed",
    at: at(14),
  },
  {
    number: "L-2026-000128",
    type: "RECARGA",
    file: "nomina-noviembre.csv",
    lines: 62,
    cents: "1250000000",
    state: "partly",
    at: at(22, 20),
  },
  {
    number: "L-2026-000127",
    type: "REPOSICION",
    file: "reposiciones.csv",
    lines: 4,
    cents: "0",
    state: "authorized",
    at: at(20, 20),
  },
  {
    number: "L-2026-000126",
    type: "RECARGA",
    file: "viaticos-46.csv",
    lines: 31,
    cents: "412500000",
    state: "inProcess",
    at: at(19, 19),
  },
  {
    number: "L-2026-000125",
    type: "RECARGA",
    file: "viaticos-45.csv",
    lines: 29,
    cents: "398000000",
    state: "processed",
    at: at(15, 12),
  },
  {
    number: "L-2026-000124",
    type: "RECARGA",
    file: "nomina-octubre.csv",
    lines: 60,
    cents: "1198000000",
    state: "processedRejects",
    at: at(15, 10),
  },
  {
    number: "L-2026-000123",
    type: "CARGO",
    file: "ajustes.csv",
    lines: 3,
    cents: "4500000",
    state: "rejected",
    at: at(15, 9),
  },
  {
    number: "L-2026-000122",
    type: "SUCURSALES",
    file: "sucursales.csv",
    lines: 12,
    cents: "0",
    state: "annulled",
    at: at(15, 6),
  },
  {
    number: "L-2026-000121",
    type: "RECARGA",
    file: "prueba.csv",
    lines: 2,
    cents: "2000000",
    state: "expired",
    at: at(15, 2),
  },
];

export const orders: readonly { number: string; batches: number; cents: string; state: State; at: string }[] = [
  { number: "OS-2026-000045", batches: 1, cents: "1284537500", state: "authorized", at: at(19) },
  { number: "OS-2026-000044", batches: 2, cents: "423900000", state: "inProcess", at: at(15) },
  { number: "OS-2026-000043", batches: 1, cents: "98500000", state: "verification", at: at(22, 20) },
  { number: "OS-2026-000042", batches: 1, cents: "409012500", state: "processed", at: at(15, 12) },
  { number: "OS-2026-000041", batches: 3, cents: "1230845000", state: "processedRejects", at: at(15, 10) },
  { number: "OS-2026-000040", batches: 1, cents: "51000000", state: "paymentFailed", at: at(15, 9) },
  { number: "OS-2026-000039", batches: 1, cents: "12350000", state: "annulled", at: at(15, 6) },
];
