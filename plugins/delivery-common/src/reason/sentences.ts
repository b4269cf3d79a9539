/** A text of others, ended where it is not. */
export function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** A statement and, after a colon, what another program says about it. */
export function withDetail(
  statement: string,
  detail: string | undefined,
): string {
  return sentence(detail ? `${statement}: ${detail}` : statement);
}

/** Those that there are, one after the other. */
export function sentences(...all: Array<string | false | undefined>): string {
  return all.filter(Boolean).join(' ');
}
