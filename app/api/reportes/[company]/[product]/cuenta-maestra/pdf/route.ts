import { masterReport } from "@/lib/reports/master-movements";
import { reportPaperFile } from "@/lib/web/report-files";

export const GET = reportPaperFile({ asks: "masterreport.pdf" }, masterReport);
