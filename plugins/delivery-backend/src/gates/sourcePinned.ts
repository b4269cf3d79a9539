import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import type { Gate } from '@stonegarden/backstage-plugin-delivery-node';

/** Only what the source pins can be promoted. */
export const sourcePinned: Gate = {
  id: 'source-pinned',
  title: ({ source }) => `${source.name} pins its images`,
  evaluate: ({ source, git: { source: inGit } }) =>
    inGit.problem
      ? { status: 'failed', reason: inGit.problem }
      : {
          status: 'passed',
          reason: createReason('ImagesPinned', {
            environment: source.name,
            file: inGit.file,
          }),
        },
};
