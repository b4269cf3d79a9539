import { InputError } from '@backstage/errors';
import { z } from 'zod';
import type { HistoryCursor } from '../../deployments/history/HistoryStore';

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** Where a page ended, as a text for an address. */
export function toCursor({ from, id }: HistoryCursor): string {
  return Buffer.from(JSON.stringify([from, id])).toString('base64url');
}

/** Throws InputError for what {@link toCursor} did not write. */
export function parseCursor(cursor: string): HistoryCursor {
  try {
    const [from, id] = cursorSchema.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')),
    );
    return { from, id };
  } catch {
    throw new InputError(
      'cursor is not one that a page of deployments was answered with',
    );
  }
}
