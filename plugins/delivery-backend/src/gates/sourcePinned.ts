import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { createBuiltInGate } from './createBuiltInGate';

/** Only what the source pins can be promoted. */
export const sourcePinned = createBuiltInGate(
  'source-pinned',
  ({ source, git: { source: inGit } }) =>
    inGit.problem
      ? { status: 'failed', reason: inGit.problem }
      : {
          status: 'passed',
          reason: createReason('ImagesPinned', {
            environment: source.name,
            file: inGit.file,
          }),
        },
);
