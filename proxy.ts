import { type NextRequest, NextResponse } from "next/server";
import { askedOf } from "@/lib/web/asked";

/** Headers and nonce, and no card's number in an address: what protects anything is behind the doors. Uploads and other routes of the API never come here. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const development = process.env.NODE_ENV === "development";
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
  const cleared = withoutNumbers(request);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-contrafirma-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  headers.set("Content-Security-Policy", policy);
  // Next compares Origin with the host and answers 500 before any door sees the request. The doors compare it with the public
  // origin, which every instance shares: so Next is given that host, and another's Origin is taken away for the door to refuse.
  const own = new URL(process.env.PUBLIC_ORIGIN ?? request.nextUrl.origin);
  headers.set("x-forwarded-host", own.host);
  if (headers.get("origin") !== own.origin) headers.delete("origin");
  const response = cleared ? NextResponse.redirect(cleared) : NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("Cache-Control", "no-store");
  return response;
}

/** The address without what holds a card's whole number, saying so; null where nothing does. */
function withoutNumbers({ method, nextUrl }: NextRequest): URL | null {
  const asked = askedOf(nextUrl);
  if (!["GET", "HEAD"].includes(method) || asked.size === nextUrl.searchParams.size) return null;
  const own = new URL(nextUrl.pathname, process.env.PUBLIC_ORIGIN ?? nextUrl.origin);
  asked.set("aviso", "numberUnasked");
  own.search = asked.toString();
  return own;
}

export const config = {
  matcher: ["/((?!api/|_next/static/|icon\\.svg$|manifest\\.webmanifest$|mark\\.svg$|favicon\\.ico$).*)"],
};
