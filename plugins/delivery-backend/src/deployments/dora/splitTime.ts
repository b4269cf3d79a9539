import type { DoraQuery } from '@stonegarden/backstage-plugin-delivery-common';

/** A span of time, from an ISO time to one that is no longer part of it. */
export interface TimeSpan {
  since: string;
  until: string;
}

/** Monday. */
const FIRST_DAY = 1;

/** The beginning, in UTC, of the day, week or month after the one that a time is in. */
function nextBeginning(time: Date, bucket: DoraQuery['bucket']): Date {
  const [year, month, day] = [
    time.getUTCFullYear(),
    time.getUTCMonth(),
    time.getUTCDate(),
  ];
  switch (bucket) {
    case 'day':
      return new Date(Date.UTC(year, month, day + 1));
    case 'week': {
      const sinceFirst = (time.getUTCDay() - FIRST_DAY + 7) % 7;
      return new Date(Date.UTC(year, month, day + 7 - sinceFirst));
    }
    default:
      return new Date(Date.UTC(year, month + 1, 1));
  }
}

/** The days, weeks (from Monday) or months in UTC of a span of time; the first and the last may be parts of one. */
export function splitTime({
  since,
  until,
  bucket,
}: Pick<DoraQuery, 'bucket' | 'since' | 'until'>): TimeSpan[] {
  const spans: TimeSpan[] = [];
  for (let begin = since; begin < until; ) {
    const next = nextBeginning(new Date(begin), bucket).toISOString();
    const end = next < until ? next : until;
    spans.push({ since: begin, until: end });
    begin = end;
  }
  return spans;
}
