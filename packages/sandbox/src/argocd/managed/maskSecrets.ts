import type { Manifest } from './readManifests';

const FIELDS = ['data', 'stringData'];

/**
 * Versions of one Secret without its values: equal ones have equally many `+`, so that a difference still shows. Other
 * kinds stay as they are.
 *
 * @internal
 */
export function maskSecrets(
  versions: Array<Manifest | undefined>,
): Array<Manifest | undefined> {
  const masks = new Map<string, Map<string, string>>();
  const mask = (field: string, key: string, value: unknown) => {
    const text =
      field === 'data'
        ? Buffer.from(String(value), 'base64').toString('utf8')
        : String(value);
    const known = masks.get(key) ?? new Map<string, string>();
    masks.set(key, known);
    const masked = known.get(text) ?? '+'.repeat(8 + known.size);
    known.set(text, masked);
    return masked;
  };
  return versions.map(version => {
    if (version?.kind !== 'Secret' || version.apiVersion !== 'v1') {
      return version;
    }
    const masked = FIELDS.filter(field => version[field]).map(field => [
      field,
      Object.fromEntries(
        Object.entries(version[field] as Manifest).map(([key, value]) => [
          key,
          mask(field, key, value),
        ]),
      ),
    ]);
    return { ...version, ...Object.fromEntries(masked) };
  });
}
