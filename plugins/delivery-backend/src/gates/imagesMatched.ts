import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { createBuiltInGate } from './createBuiltInGate';

/** Every image of the source needs its place in the target. */
export const imagesMatched = createBuiltInGate(
  'images-matched',
  ({ source, target, git }) => {
    if (git.target.problem) {
      return { status: 'failed', reason: git.target.problem };
    }
    return git.source.problem
      ? {
          status: 'skipped',
          reason: createReason('FileNotRead', { file: git.source.file }),
        }
      : {
          status: 'passed',
          reason: createReason('ImagesListed', {
            from: source.name,
            to: target.name,
          }),
        };
  },
);
