import { z } from 'zod';

const requestError = z.object({
  status: z.number(),
  response: z.object({ data: z.unknown() }),
});

/** Status and body of the error that a call ends with. */
export async function failure(call: Promise<unknown>) {
  const error = await call.then(
    () => undefined,
    reason => reason,
  );
  const { status, response } = requestError.parse(error);
  return { status, data: response.data };
}
