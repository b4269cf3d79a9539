/**
 * English of what a change of Git changes in the cluster.
 *
 * @internal
 */
export const clusterMessages = {
  title: 'In the cluster',
  updated_one: '{{count}} object changes',
  updated_other: '{{count}} objects change',
  created_one: '{{count}} object is created',
  created_other: '{{count}} objects are created',
  removed_one: '{{count}} object is deleted',
  removed_other: '{{count}} objects are deleted',
  nothingRemoved: 'nothing is deleted',
  nothing: 'No object changes.',
  safe: 'No volume is lost, no role allows more, and no image comes from another repository.',
  dangers_one: 'One thing to look at first',
  dangers_other: '{{count}} things to look at first',
  unknown: 'What changes is not known. The gate below says why.',
  changed: 'changes',
  new: 'created',
  gone: 'deleted',
  renamed: 'previously {{name}}',
  fieldIs: '{{field}}: {{before}} → {{after}}',
  fieldSet: '{{field}} is set to {{after}}',
  fieldRemoved: '{{field}} is removed',
  moreFields_one: '{{count}} more field',
  moreFields_other: '{{count}} more fields',
  showDiff: 'Show the diff',
  hideDiff: 'Hide the diff',
  showDiffOf: 'Show the diff of {{object}}',
  hideDiffOf: 'Hide the diff of {{object}}',
  moreObjects_one: '{{count}} more object is not listed.',
  moreObjects_other: '{{count}} more objects are not listed.',
  dangersAbove: 'See “In the cluster” above.',
} as const;
