import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type BackendProcessOptions, OPTIONS_VARIABLE } from './backendProcess';

/** Starts a backend in a process of its own, which answers at `url` when this returns. */
export async function startBackendProcess(
  options: BackendProcessOptions,
): Promise<{ url: string; stop(): Promise<void> }> {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      require.resolve('./backendProcess'),
    ],
    {
      env: { ...process.env, [OPTIONS_VARIABLE]: JSON.stringify(options) },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  const exited = once(child, 'exit');
  const { port } = await Promise.race([
    // Backstage's transform of TypeScript sends messages of its own.
    new Promise<{ port: number }>(resolve =>
      child.on('message', message => {
        if (Object(message).port) resolve(message as { port: number });
      }),
    ),
    exited.then(([code]) => {
      throw new Error(`The backend ended with ${code} before it listened`);
    }),
  ]);
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.disconnect();
      await exited;
    },
  };
}
