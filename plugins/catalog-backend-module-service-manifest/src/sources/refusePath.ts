const MAX_PATH = 1024;

/** Control characters, and those that turn the direction of what follows them. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\ufffd]/u;

/**
 * Says why a path must not be used.
 *
 * @param path - from the repository's root
 * @returns one sentence that is safe to log and to show, or undefined when nothing is wrong with the path
 * @internal
 */
export function refusePath(path: string): string | undefined {
  const reason = reasonFor(path);
  return reason && `${printable(path)} was not read: its path ${reason}`;
}

function reasonFor(path: string): string | undefined {
  if (path.length > MAX_PATH) {
    return `is longer than ${MAX_PATH} characters`;
  }
  if (UNPRINTABLE.test(path)) {
    return 'has characters that cannot be seen';
  }
  if (path.includes('\\')) {
    return 'has a backslash';
  }
  return path.split('/').some(part => ['', '.', '..'].includes(part))
    ? 'has empty parts, "." or ".."'
    : undefined;
}

function printable(path: string): string {
  const visible = path
    .slice(0, 120)
    .replace(
      new RegExp(UNPRINTABLE, 'gu'),
      one => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  return `"${visible}${path.length > 120 ? '…' : ''}"`;
}
