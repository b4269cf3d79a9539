/** What a `WWW-Authenticate` header asks for. */
export interface AuthenticationChallenge {
  /** In lower case. */
  scheme: string;
  params: Partial<Record<string, string>>;
}

/** Reads a header with one challenge, as registries send it: `Bearer realm="https://…",service="…"`. */
export function parseChallenge(
  header: string | null,
): AuthenticationChallenge | undefined {
  const [, scheme, rest] =
    /^\s*([A-Za-z]+)(?:\s+(.*))?$/.exec(header ?? '') ?? [];
  if (!scheme) {
    return undefined;
  }
  const params = Object.fromEntries(
    Array.from(
      (rest ?? '').matchAll(/([a-z_]+)=(?:"([^"]*)"|([^\s,]*))/gi),
      ([, name, quoted, bare]) => [name.toLowerCase(), quoted ?? bare],
    ),
  );
  return { scheme: scheme.toLowerCase(), params };
}
