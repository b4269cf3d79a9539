import {
  type EnvironmentEvent,
  type EnvironmentEvents,
  MAX_EVENTS,
} from '@stonegarden/backstage-plugin-delivery-common';
import { z } from 'zod';
import { ArgocdProtocolError } from '../argocd/client/argocdErrors';
import { withoutAddresses } from '../argocd/client/withoutAddresses';
import { toReference } from './resourceId';

const MAX_MESSAGE = 1_000;
const MAX_REASON = 100;

const text = z.string().nullish().catch(undefined);
const event = z.object({
  metadata: z.object({ uid: text }).optional().catch(undefined),
  involvedObject: z.object({
    apiVersion: text,
    kind: z.string().min(1),
    namespace: text,
    name: z.string().min(1),
  }),
  type: text,
  reason: text,
  message: text,
  count: z.number().nullish().catch(undefined),
  firstTimestamp: text,
  lastTimestamp: text,
  eventTime: text,
  series: z
    .object({ count: z.number(), lastObservedTime: text })
    .nullish()
    .catch(undefined),
});
const listSchema = z.object({ items: z.array(z.unknown()).nullish() });

/** `apps` of `apps/v1`; the core has none. */
function groupOf(apiVersion: string | null | undefined): string | undefined {
  return apiVersion?.includes('/') ? apiVersion.split('/')[0] : undefined;
}

function toEvent(value: z.infer<typeof event>): EnvironmentEvent {
  const { involvedObject: about, series } = value;
  const firstAt = value.firstTimestamp ?? value.eventTime;
  const lastAt = series?.lastObservedTime ?? value.lastTimestamp ?? firstAt;
  return {
    // Kubernetes has these two; whatever else comes is no warning.
    type: value.type === 'Warning' ? 'Warning' : 'Normal',
    reason: withoutAddresses(value.reason ?? '', MAX_REASON),
    message: withoutAddresses(value.message ?? '', MAX_MESSAGE),
    count: series?.count ?? value.count ?? 1,
    ...(firstAt ? { firstAt } : {}),
    ...(lastAt ? { lastAt } : {}),
    about: toReference({
      group: groupOf(about.apiVersion),
      kind: about.kind,
      namespace: about.namespace ?? undefined,
      name: about.name,
    }),
  };
}

const timeOf = ({ lastAt = '' }: EnvironmentEvent) => Date.parse(lastAt) || 0;

/** The events of several answers of Argo CD, each once and newest first. What is no event is left out. */
export function toEvents(lists: unknown[], asOf: string): EnvironmentEvents {
  const events = new Map<string, EnvironmentEvent>();
  for (const list of lists) {
    const parsed = listSchema.safeParse(list);
    if (!parsed.success) {
      throw new ArgocdProtocolError('its list of events is malformed');
    }
    for (const item of parsed.data.items ?? []) {
      const read = event.safeParse(item);
      if (read.success) {
        const uid = read.data.metadata?.uid ?? `without uid ${events.size}`;
        events.set(uid, toEvent(read.data));
      }
    }
  }
  const sorted = [...events.values()].sort(
    (one, other) => timeOf(other) - timeOf(one),
  );
  return { asOf, items: sorted.slice(0, MAX_EVENTS), total: sorted.length };
}
