import { masterReport } from "@/lib/reports/master-movements";
import { reportSheet } from "@/lib/web/report-files";

export const GET = reportSheet({ asks: "masterreport.export" }, masterReport, "XLSX");
