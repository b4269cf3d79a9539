import { CustomErrorBase } from '@backstage/errors';

/**
 * A branch that was to be created is there already and holds something else: commits of others, which are not to be
 * overwritten. Another name is free.
 *
 * @public
 */
export class BranchTakenError extends CustomErrorBase {
  name = 'BranchTakenError' as const;
  readonly branch: string;
  /** What it points at, where that is known. */
  readonly commit?: string;

  constructor(branch: string, commit?: string) {
    super(
      `The branch ${branch} is there already and holds other commits${
        commit ? ` (${commit.slice(0, 12)})` : ''
      }, which are left as they are.`,
    );
    this.branch = branch;
    this.commit = commit;
  }
}
