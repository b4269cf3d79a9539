import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import type { Gate } from '@stonegarden/backstage-plugin-delivery-node';

/** A promotion changes something. */
export const differs: Gate = {
  id: 'differs',
  title: () => 'There is something to promote',
  evaluate: ({ source, target, git, changes }) => {
    const unread = [git.source, git.target].find(
      ({ release, problem }) => !release || (problem && changes.length === 0),
    );
    if (unread) {
      return {
        status: 'skipped',
        reason: createReason('FileNotRead', { file: unread.file }),
      };
    }
    const path = { from: source.name, to: target.name };
    return changes.length > 0
      ? { status: 'passed', reason: createReason('ReleasesDiffer', path) }
      : { status: 'skipped', reason: createReason('NothingToPromote', path) };
  },
};
