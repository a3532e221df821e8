import type { Permission } from "@/lib/catalog";
import { masterReport } from "@/lib/reports/master-movements";

/** Every report there is, in the order of the catalogue. */
const reports = [masterReport] as const;

/** Those that may be read with these permissions. */
export const readableReports = (permissions: ReadonlySet<Permission>) =>
  reports.filter(({ noun }) => permissions.has(`${noun}.read`)).map(({ name, words }) => ({ name, words }));
