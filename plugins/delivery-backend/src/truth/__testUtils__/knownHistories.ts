import type { Place, Step } from './steps';

const staging: Place = { service: 'shop', environment: 'staging' };

/** The second version is deployed after the first. */
const DEPLOYED: Step[] = [
  { kind: 'push', place: staging, version: 2 },
  { kind: 'deploy', place: staging },
];
/** Argo CD goes back to the first one, and the pull request that is owed is open. */
const BACK_PAST_GIT: Step[] = [
  ...DEPLOYED,
  {
    kind: 'emergency',
    place: staging,
    pick: 0,
    isLost: false,
    ends: 'well',
  },
];

/** Histories that once ended in an untruth, at their shortest, and what it was. */
export const KNOWN_HISTORIES: Array<{ was: string; history: Step[] }> = [
  {
    was: 'the page led back to what an emergency rollback had just taken back',
    history: BACK_PAST_GIT,
  },
  {
    was: 'the merge of what runs already waited forever for a sync',
    history: [...BACK_PAST_GIT, { kind: 'merge', pick: 0 }],
  },
  {
    was: 'an emergency rollback was called not done when its entry had left the history',
    history: [...BACK_PAST_GIT, { kind: 'replace', place: staging }],
  },
  {
    was: 'what was rolled back past Git came again unseen when no pull request had followed',
    history: [
      ...BACK_PAST_GIT,
      { kind: 'close', pick: 0 },
      { kind: 'push', place: staging, version: 1 },
    ],
  },
  {
    was: 'a newer commit that came back was called rolled back once Git went on',
    history: [
      ...DEPLOYED,
      { kind: 'roll-back', place: staging },
      { kind: 'deploy', place: staging },
      { kind: 'push', place: staging, version: 3 },
      { kind: 'refresh', place: staging },
    ],
  },
  {
    was: 'what Git agreed with was still called outside it',
    history: [
      ...DEPLOYED,
      { kind: 'roll-back', place: staging },
      { kind: 'push', place: staging, version: 1 },
      { kind: 'refresh', place: staging },
    ],
  },
];
