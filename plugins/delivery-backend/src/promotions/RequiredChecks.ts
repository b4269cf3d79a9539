import type { GitLocation } from '@stonegarden/backstage-plugin-delivery-node';
import { RecentMap } from '../collections/RecentMap';

const MAX_BRANCHES = 1_000;
/** People change rarely what a branch requires, and the Git host holds to it at once. */
const KEPT_MS = 10 * 60 * 1000;

/** What branches require before they are merged into, asked once in ten minutes for all promotions together. */
export class RequiredChecks {
  readonly #known = new RecentMap<{ names: Promise<string[]>; at: number }>(
    MAX_BRANCHES,
  );

  /** Names of checks and commit statuses. Throws what the host throws. */
  of(
    { repository, pullRequests }: GitLocation,
    branch: string,
  ): Promise<string[]> {
    const key = `${repository.url} ${branch}`;
    const known = this.#known.get(key);
    const ageMs = Date.now() - (known?.at ?? 0);
    if (known && ageMs >= 0 && ageMs < KEPT_MS) {
      return known.names;
    }
    const names = pullRequests.requiredChecks(branch);
    const entry = { names, at: Date.now() };
    this.#known.set(key, entry);
    // A failure is not an answer. It is thrown to the one who asked.
    names.catch(() => {
      entry.at = 0;
    });
    return names;
  }
}
