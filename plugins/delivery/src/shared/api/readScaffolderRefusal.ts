import { ResponseError } from '@backstage/errors';
import { z } from 'zod';

/** What the scaffolder's client makes of an answer other than 201: a plain Error whose message holds status and body. */
const MESSAGE = /^Backend request failed, (\d{3}) [^{]*(\{.*\})?/s;

const bodySchema = z.object({
  error: z.object({ message: z.string() }).optional(),
  errors: z.array(z.object({ stack: z.string() })).optional(),
});

/**
 * The answer with which the scaffolder refused to create a task, from what its client threw; undefined where there was no
 * answer. `message` is empty where the answer had no words.
 *
 * @internal
 */
export function readScaffolderRefusal(
  error: unknown,
): { status: number; message: string } | undefined {
  if (ResponseError.is(error)) {
    return {
      status: error.response.status,
      message: error.body.error.message,
    };
  }
  const match = error instanceof Error ? MESSAGE.exec(error.message) : null;
  return match
    ? { status: Number(match[1]), message: wordsOf(match[2]) }
    : undefined;
}

function wordsOf(body: string | undefined): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body ?? '');
  } catch {
    // A page of a proxy in between, or half an answer: the status says enough.
    return '';
  }
  const { data } = bodySchema.safeParse(parsed);
  return (
    data?.error?.message ??
    data?.errors?.map(({ stack }) => stack).join('; ') ??
    ''
  );
}
