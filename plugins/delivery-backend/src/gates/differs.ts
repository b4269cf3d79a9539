import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { createBuiltInGate } from './createBuiltInGate';

/** A promotion changes something. */
export const differs = createBuiltInGate(
  'differs',
  ({ source, target, git, changes }) => {
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
);
