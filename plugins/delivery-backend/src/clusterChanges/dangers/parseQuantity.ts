const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL = ['k', 'M', 'G', 'T', 'P', 'E'];
const QUANTITY =
  /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)([KMGTPE]i|[numkMGTPE])?$/;
const SMALL: Record<string, number> = { n: 1e-9, u: 1e-6, m: 1e-3 };

/** A quantity of Kubernetes as a number, for example `1.5Gi`; undefined for anything else. */
export function parseQuantity(value: unknown): number | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  const parts = typeof text === 'string' ? QUANTITY.exec(text) : null;
  if (!parts) {
    return undefined;
  }
  const [, number, unit = ''] = parts;
  const binary = BINARY.indexOf(unit);
  const decimal = DECIMAL.indexOf(unit);
  const factor =
    binary >= 0
      ? 1024 ** (binary + 1)
      : SMALL[unit] ?? (decimal >= 0 ? 1000 ** (decimal + 1) : 1);
  return Number(number) * factor;
}
