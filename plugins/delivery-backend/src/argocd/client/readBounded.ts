import { ArgocdProtocolError } from './argocdErrors';

/** The text of an answer, given up as soon as it grows past `limit` bytes. `onChunk` is called for each part that arrives. */
export async function readText(
  response: Response,
  limit: number,
  onChunk?: () => void,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    onChunk?.();
    size += chunk.byteLength;
    if (size > limit) {
      // Leaving the loop early cancels the body, and with it the connection.
      throw new ArgocdProtocolError(
        `its answer is larger than ${Math.round(limit / 1024 / 1024)} MiB`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The value of a JSON answer of at most `limit` bytes. */
export async function readJson(
  response: Response,
  limit: number,
  onChunk?: () => void,
): Promise<unknown> {
  const text = await readText(response, limit, onChunk);
  try {
    return JSON.parse(text);
  } catch {
    throw new ArgocdProtocolError('its answer is not JSON');
  }
}

/** Reads a stream of text to its end, or until the signal says stop, which is an error. */
export async function readChunks(
  stream: ReadableStream<Uint8Array>,
  signal: AbortSignal,
  onChunk: (text: string) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  // Cancelling ends a read that is waiting; the connection may take longer to close, and nobody has to wait for that.
  const cancel = () => {
    reader.cancel().catch(() => {});
  };
  signal.addEventListener('abort', cancel);
  try {
    signal.throwIfAborted();
    for (;;) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      if (done) {
        return;
      }
      onChunk(decoder.decode(value, { stream: true }));
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}
