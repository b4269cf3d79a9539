import type { Gate } from '@stonegarden/backstage-plugin-delivery-node';
import { differs } from './differs';
import { imagesMatched } from './imagesMatched';
import { sourceHealthy } from './sourceHealthy';
import { sourcePinned } from './sourcePinned';
import { sourceSynced } from './sourceSynced';

/** The gates of this package, in the order they are shown. */
export const BUILT_IN_GATES: readonly Gate[] = [
  sourceHealthy,
  sourceSynced,
  sourcePinned,
  imagesMatched,
  differs,
];
