/** GitHub's times have no fractions. */
export function seconds(time: string): string {
  return time.replace(/\.\d+Z$/, 'Z');
}
