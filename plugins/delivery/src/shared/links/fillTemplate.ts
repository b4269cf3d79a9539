import { safeContactUrl } from './safeContactUrl';

/**
 * An address template with what stands in braces filled in and encoded. Undefined when something it asks for is not
 * known, or when the result is not a web address: no link is better than a wrong one.
 *
 * @internal
 */
export function fillTemplate(
  template: string | undefined,
  values: Record<string, string | undefined>,
): string | undefined {
  if (!template) return undefined;
  let complete = true;
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (!value) complete = false;
    return encodeURIComponent(value ?? '');
  });
  return complete ? safeContactUrl(filled) : undefined;
}
