const ISO_TIME = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g;

/**
 * A server's sentence with its ISO times said as the viewer says them: a server knows neither zone nor language.
 *
 * @internal
 */
export function withLocalTimes(
  sentence: string,
  say: (iso: string) => string,
): string {
  return sentence.replace(ISO_TIME, say);
}
