/** An English text with its gaps, `{{name}}`, filled; one that nothing is known for stays. */
export function fillGaps(text: string, values: Record<string, string>): string {
  return text.replace(/{{(\w+)}}/g, (gap, name) => values[name] ?? gap);
}
