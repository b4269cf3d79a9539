import type {
  ClusterChanges,
  FieldChange,
  ObjectChange,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  codeCell,
  codeSpan,
} from '@stonegarden/backstage-plugin-delivery-node';
import { reasonInMarkdown } from './reasonInMarkdown';

/** Longer lists are cut, and say so: a pull request's text is limited, and nobody reads more. */
const MAX_OBJECTS = 20;
const MAX_FIELDS = 3;
const MAX_DANGERS = 20;
/** Characters of a name, a path or a value. */
const MAX_TEXT = 80;

/** Characters of why something is not known. */
const MAX_MESSAGE = 500;

const WORDS: Record<ObjectChange['change'], string> = {
  created: 'created',
  updated: 'changed',
  removed: 'deleted',
};

function short(text: string): string {
  return codeCell(
    text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text,
  );
}

function counted(count: number, verb: string): string[] {
  const objects = count === 1 ? '1 object is' : `${count} objects are`;
  return count > 0 ? [`${objects} ${verb}`] : [];
}

/** How much changes, in a sentence. */
export function clusterSummary(
  totals: Record<ObjectChange['change'], number>,
): string {
  const { created, updated, removed } = totals;
  const parts = [
    ...counted(updated, 'changed'),
    ...counted(created, 'created'),
    ...counted(removed, 'deleted'),
    ...(removed === 0 ? ['nothing is deleted'] : []),
  ];
  return created + updated + removed === 0
    ? 'no object changes'
    : parts.join(', ');
}

function fieldText({ path, before, after }: FieldChange): string {
  const value = (text: string | undefined) =>
    text === undefined ? 'nothing' : short(text);
  return `${short(path)}: ${value(before)} → ${value(after)}`;
}

function fieldsText({ fields, moreFields = 0 }: ObjectChange): string {
  const more = fields.length - MAX_FIELDS + moreFields;
  return [
    ...fields.slice(0, MAX_FIELDS).map(fieldText),
    ...(more > 0 ? [`${more} more`] : []),
  ].join('; ');
}

/** What changes in the cluster, for the text of a pull request: Markdown lines, and an empty one after each part. */
export function clusterChangesText(
  changes: ClusterChanges | undefined,
): string[] {
  if (!changes) {
    return [];
  }
  if (changes.status !== 'known') {
    return [
      `**In the cluster:** what changes is not known. ${codeSpan(
        changes.reason.message.slice(0, MAX_MESSAGE),
      )}`,
      '',
    ];
  }
  const { dangers, objects, totals } = changes;
  const total = totals.created + totals.updated + totals.removed;
  const shown = objects.slice(0, MAX_OBJECTS);
  const cut = total - shown.length;
  const unlisted = dangers.length - MAX_DANGERS;
  return [
    `**In the cluster**, as it is rendered before and after: ${clusterSummary(
      totals,
    )}.`,
    '',
    ...(dangers.length > 0
      ? [
          '**Look at this before the merge:**',
          '',
          ...dangers
            .slice(0, MAX_DANGERS)
            .map(danger => `- ${reasonInMarkdown(danger)}`),
          ...(unlisted > 0 ? [`- … and ${unlisted} more`] : []),
          '',
        ]
      : []),
    ...(shown.length > 0
      ? [
          '| Object | | Fields |',
          '|---|---|---|',
          ...shown.map(
            object =>
              `| ${short(`${object.kind} ${object.name}`)} | ${
                WORDS[object.change]
              } | ${fieldsText(object)} |`,
          ),
          ...(cut > 0 ? [`| … and ${cut} more | | |`] : []),
          '',
        ]
      : []),
  ];
}
