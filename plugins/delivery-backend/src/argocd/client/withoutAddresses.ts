/**
 * A message of Argo CD or of the cluster behind it as people may read it: without addresses, which may be internal or
 * carry credentials, on one line, and at most `limit` characters long.
 */
export function withoutAddresses(message: string, limit: number): string {
  return message
    .slice(0, 10 * limit)
    .replace(/\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s"'<>]+/gi, '…')
    .replace(/\b\d{1,3}(?:\.\d{1,3}){3}:\d+\b/g, '…')
    .replace(/\b(?:10|127|172|192)(?:\.\d{1,3}){3}\b/g, '…')
    .replace(
      /\b[a-z0-9.-]+\.(?:svc|internal|local)\b(?:[.:][a-z0-9.:]*)?/gi,
      '…',
    )
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, limit);
}
