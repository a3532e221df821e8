import { openApi } from "@/lib/app/open-api";
import { languageAsked } from "@/lib/auth/rules";
import { openRoute } from "@/lib/web/doors";

export const GET = openRoute(async (request) =>
  Response.json(openApi(languageAsked(request.headers.get("accept-language")))),
);
