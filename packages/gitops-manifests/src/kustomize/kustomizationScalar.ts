import { parse } from 'yaml';
import { readsAsNumber } from '../yaml/readsAsNumber';

/** The quote a scalar stands in; none for a plain one. */
export type Quote = '"' | "'" | '';

function isText(value: string, version: '1.1' | '1.2'): boolean {
  try {
    return parse(value, { version }) === value;
  } catch {
    return false;
  }
}

/**
 * Whether a value written without quotes is a string under YAML 1.1 and 1.2 alike. kustomize refuses tags such as
 * `1.10` or `yes` without quotes, and takes `null` for `latest`.
 */
export function isPlainText(value: string): boolean {
  return isText(value, '1.1') && isText(value, '1.2') && !readsAsNumber(value);
}

/** Writes a tag or digest in the quotes the old value stood in, adding some where it would not be a string otherwise. */
export function writeScalar(value: string, quote: Quote): string {
  const needed = quote === '' && !isPlainText(value) ? '"' : quote;
  return `${needed}${value}${needed}`;
}
