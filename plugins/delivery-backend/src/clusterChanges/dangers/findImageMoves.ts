import {
  createReason,
  parseImage,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ObjectDifference } from '../compareObjects';
import { type Fields, textOf } from '../KubernetesObject';
import { containersOf, podSpecOf } from './podSpecOf';

function repositoryOf({ image }: Fields): string | undefined {
  return typeof image === 'string' ? parseImage(image).name : undefined;
}

/** Containers whose image comes from another repository than before. */
export function findImageMoves({ before, after }: ObjectDifference): Reason[] {
  if (!before || !after) {
    return [];
  }
  const { kind, name } = after.reference;
  const then = containersOf(podSpecOf(before.value));
  const known = new Set(then.map(repositoryOf));
  return containersOf(podSpecOf(after.value)).flatMap(container => {
    const to = repositoryOf(container);
    const earlier = then.find(one => one.name === container.name);
    const from = earlier && repositoryOf(earlier);
    const isSame = earlier ? from === to : known.has(to);
    return to === undefined || isSame
      ? []
      : [
          createReason('ImageRepositoryChanged', {
            kind,
            name,
            container: textOf(container.name),
            ...(from === undefined ? {} : { from }),
            to,
          }),
        ];
  });
}
