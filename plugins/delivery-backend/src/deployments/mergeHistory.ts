import { isDeepStrictEqual } from 'node:util';
import type { Release } from '@stonegarden/backstage-plugin-delivery-common';
import type { SyncInitiator } from '../argocd/readModel/ApplicationRecord';

/** An entry of an Application's history: a whole, real sync. */
export interface HistoryEntry {
  /** ISO time when the sync finished. */
  at: string;
  /** Commit that was applied. */
  revision: string;
  /** Undefined when it is not known. */
  release?: Release;
  /** Who began the sync; undefined when it is not known. */
  initiatedBy?: SyncInitiator;
}

/** Neighboring syncs of one Application that deployed the same: one deployment. */
export interface HistorySpan {
  /** Time and commit of the first sync. */
  from: string;
  revision: string;
  /** Time and commit of the last one. */
  lastAt: string;
  lastRevision: string;
  release?: Release;
  /** Who began the first sync. */
  initiatedBy?: SyncInitiator;
}

/** Whether the span is known to hold the sync. */
function covers(span: HistorySpan, { at }: HistoryEntry): boolean {
  return span.from <= at && at <= span.lastAt;
}

/** The entries that no span holds yet. */
export function findUnrecorded<T extends HistoryEntry>(
  spans: HistorySpan[],
  entries: T[],
): T[] {
  return entries.filter(entry => !spans.some(span => covers(span, entry)));
}

/** Equal commits deploy the same; so do different ones whose Releases are known and equal. */
function deploysTheSame(one: HistorySpan, next: HistorySpan): boolean {
  return (
    one.lastRevision === next.revision ||
    (one.release !== undefined && isDeepStrictEqual(one.release, next.release))
  );
}

/** What becomes of the spans of an Application when its history is taken in. */
export interface MergedHistory<T extends HistorySpan> {
  added: HistorySpan[];
  /** Known ones that go on for longer now, and what they are then. */
  changed: Array<{ span: T; by: HistorySpan }>;
  /** Known ones that turned out to be part of the known one before them. */
  absorbed: Array<{ span: T; by: HistorySpan }>;
}

/**
 * Takes the history that an Application has now, oldest first, into what is recorded of it. Two syncs are neighbors only where a
 * history has them next to each other: what happened between two histories is not known, so nothing is joined across that gap.
 */
export function mergeHistory<T extends HistorySpan>(
  known: T[],
  entries: HistoryEntry[],
): MergedHistory<T> {
  const originals = new Map<HistorySpan, T>(
    known.map(span => [{ ...span }, span]),
  );
  const timeline = [...originals.keys()];
  for (const entry of findUnrecorded(timeline, entries)) {
    const { at, revision, release, initiatedBy } = entry;
    timeline.push({
      from: at,
      revision,
      lastAt: at,
      lastRevision: revision,
      release,
      ...(initiatedBy ? { initiatedBy } : {}),
    });
  }
  const absorbed: MergedHistory<T>['absorbed'] = [];
  const changed = new Set<HistorySpan>();
  const spanOf = (entry: HistoryEntry) =>
    timeline.find(span => covers(span, entry));
  for (let i = 1; i < entries.length; i += 1) {
    const [before, after] = [spanOf(entries[i - 1]), spanOf(entries[i])];
    if (
      before &&
      after &&
      before !== after &&
      before.lastAt === entries[i - 1].at &&
      after.from === entries[i].at &&
      deploysTheSame(before, after)
    ) {
      before.lastAt = after.lastAt;
      before.lastRevision = after.lastRevision;
      before.release ??= after.release;
      changed.add(before);
      timeline.splice(timeline.indexOf(after), 1);
      const original = originals.get(after);
      if (original) {
        absorbed.push({ span: original, by: before });
      }
    }
  }
  return {
    added: timeline.filter(span => !originals.has(span)),
    changed: timeline.flatMap(by => {
      const span = originals.get(by);
      return span && changed.has(by) ? [{ span, by }] : [];
    }),
    absorbed,
  };
}
