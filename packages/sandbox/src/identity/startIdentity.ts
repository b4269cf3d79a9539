import { join } from 'node:path';
import { LoopbackServer, listen } from '../http/listen';
import { JsonFile } from '../state/JsonFile';
import type { IdentityClient } from './createIdentityProvider';
import { createIdentityApp } from './createIdentityApp';
import { emptyIdentityState, identityStateSchema } from './IdentityState';
import { readPeople } from './readPeople';

/**
 * How to start the OpenID Connect provider.
 *
 * @public
 */
export interface IdentityOptions {
  /** 0 takes any free one. */
  port: number;
  /** File of User and Group entities: who can sign in. */
  peopleFile: string;
  /** The portal, as the provider knows it. */
  client: IdentityClient;
}

/**
 * Starts the OpenID Connect provider on the loopback address. Rejects with a message for people when the file of
 * people or the port cannot be used.
 *
 * @internal
 */
export async function startIdentity(
  { port, peopleFile, client }: IdentityOptions,
  stateDir: string,
  report: (error: unknown) => void,
): Promise<LoopbackServer> {
  const people = await readPeople(peopleFile);
  const state = await JsonFile.open(
    join(stateDir, 'identity.json'),
    identityStateSchema,
    await emptyIdentityState(),
  );
  await state.save();
  const server = await listen(port, 'sign-in', '--identity-port');
  server.serve(
    createIdentityApp({ issuer: server.url, people, client, state }, report),
  );
  return server;
}
