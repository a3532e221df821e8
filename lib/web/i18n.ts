import { getRequestConfig } from "next-intl/server";
import { catalogs } from "@/lib/messages/catalog";

export default getRequestConfig(async () => ({ locale: "es", messages: catalogs.es, timeZone: "America/Bogota" }));
