import { z } from 'zod';
import { ArgocdProtocolError, ArgocdResponseError } from './argocdErrors';
import { readText } from './readBounded';

const messageSchema = z.object({
  result: z.unknown().optional(),
  error: z
    .object({
      message: z.string().optional(),
      grpc_code: z.number().optional(),
      http_code: z.number().optional(),
    })
    .optional(),
});

/**
 * The entries of a log that ends by itself: one JSON value a line. The status is sent before the cluster was asked, so that an
 * error may come in place of any entry; it is an `ArgocdResponseError` as that of a status.
 */
export async function readLogStream(
  response: Response,
  limit: number,
): Promise<unknown[]> {
  const text = await readText(response, limit);
  return text.split('\n').flatMap(line => {
    if (line.trim() === '') {
      return [];
    }
    const { result, error } = parse(line);
    if (error) {
      throw new ArgocdResponseError({
        status: error.http_code ?? 500,
        code: error.grpc_code,
        detail: error.message ?? 'no reason given',
      });
    }
    if (result === undefined) {
      throw new ArgocdProtocolError('its log is malformed');
    }
    return [result];
  });
}

function parse(line: string): z.infer<typeof messageSchema> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new ArgocdProtocolError('its log is malformed');
  }
  const parsed = messageSchema.safeParse(value);
  if (!parsed.success) {
    throw new ArgocdProtocolError('its log is malformed');
  }
  return parsed.data;
}
