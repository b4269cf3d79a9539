import {
  createReason,
  formatImage,
  formatRelease,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  RollbackWarningFacts,
  TakenBackRelease,
} from './RollbackWarningFacts';

function unsafe(
  { release, unsafeByFile, unsafeByLabel }: TakenBackRelease,
  environment: string,
): Reason[] {
  return unsafeByFile || unsafeByLabel
    ? [
        createReason('RollbackUnsafe', {
          environment,
          ...(release ? { release: formatRelease(release) } : {}),
          ...(unsafeByFile ? { file: unsafeByFile } : unsafeByLabel),
        }),
      ]
    : [];
}

/** What may go wrong though nothing forbids it. Empty where nothing is known. */
export function rollbackWarnings(facts: RollbackWarningFacts): Reason[] {
  const { environment, takenBack, images } = facts;
  const reasons = [
    ...takenBack.flatMap(one => unsafe(one, environment)),
    ...images.flatMap(({ image, presence }) =>
      presence === 'gone'
        ? [createReason('ImageGone', { image: formatImage(image) })]
        : [],
    ),
  ];
  // A Release that was deployed twice is one.
  return reasons.filter(
    (reason, index) =>
      reasons.findIndex(({ message }) => message === reason.message) === index,
  );
}
