interface Failed {
  group: string;
  what: string;
  answer: unknown;
}

/** Counts attacks, and keeps those that were not refused. */
export class Attempts {
  readonly #groups = new Map<string, { tried: number; refused: number }>();
  readonly #failed: Failed[] = [];

  /**
   * @param group - as docs/security.md names it
   * @param what - which attack of the group, for whoever reads a failure
   * @param refused - whether it came to nothing
   * @param answer - what was answered, for whoever reads a failure
   */
  record(group: string, what: string, refused: boolean, answer?: unknown) {
    const counts = this.#groups.get(group) ?? { tried: 0, refused: 0 };
    this.#groups.set(group, counts);
    counts.tried += 1;
    if (refused) {
      counts.refused += 1;
    } else {
      this.#failed.push({ group, what, answer });
    }
  }

  /** Attacks of a group that were not refused. */
  failed(group: string): Failed[] {
    return this.#failed.filter(each => each.group === group);
  }

  /** As a table in Markdown. */
  table(): string {
    const rows = [...this.#groups].map(
      ([group, { tried, refused }]) => `| ${group} | ${tried} | ${refused} |`,
    );
    const sum = (key: 'tried' | 'refused') =>
      [...this.#groups.values()].reduce((total, each) => total + each[key], 0);
    return [
      '| attack | tried | refused |',
      '| --- | --: | --: |',
      ...rows,
      `| together | ${sum('tried')} | ${sum('refused')} |`,
    ].join('\n');
  }
}
