import { readFile } from 'node:fs/promises';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

/**
 * Somebody who can sign in.
 *
 * @internal
 */
export interface Person {
  /** Name of the User entity, as in `olga`. */
  name: string;
  displayName: string;
  email: string;
  description: string;
  /** Names of teams and groups, as people read them. */
  groups: string[];
}

const metadata = z.object({
  name: z.string(),
  title: z.string().optional(),
  description: z.string().default(''),
});

const document = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('Group'), metadata }),
  z.object({
    kind: z.literal('User'),
    metadata,
    spec: z.object({
      profile: z.object({ displayName: z.string(), email: z.string() }),
      memberOf: z.array(z.string()),
    }),
  }),
]);

/**
 * The people of a file of `User` and `Group` entities, in its order. It is the file that the portal's catalog reads as
 * well, so that both know the same people.
 *
 * @throws Error that names the file when it cannot be read or holds something else
 * @internal
 */
export async function readPeople(file: string): Promise<Person[]> {
  let documents;
  try {
    documents = parseAllDocuments(await readFile(file, 'utf8')).map(it =>
      document.parse(it.toJS()),
    );
  } catch (error) {
    throw new Error(
      `${file} must hold entities of the kinds User (with profile and memberOf) and Group: ${error}`,
      { cause: error },
    );
  }
  const titles = new Map(
    documents
      .filter(it => it.kind === 'Group')
      .map(it => [it.metadata.name, it.metadata.title]),
  );
  return documents
    .filter(it => it.kind === 'User')
    .map(({ metadata: { name, description }, spec }) => ({
      name,
      ...spec.profile,
      description,
      groups: spec.memberOf.map(
        group => titles.get(group) ?? capitalize(group),
      ),
    }));
}

/** A team of the Git repository, whose title stands there. */
function capitalize(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
