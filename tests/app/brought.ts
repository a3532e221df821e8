// What Next hands of a request, put in its place: a test mocks `next/headers` with `nextHeaders` and writes what is brought here.

export const brought = { headers: new Headers(), cookie: "" };

export const nextHeaders = {
  headers: async () => brought.headers,
  cookies: async () => ({
    get: (name: string) =>
      brought.cookie !== "" && name === "__Host-contrafirma" ? { value: brought.cookie } : undefined,
    set: () => undefined,
  }),
};
