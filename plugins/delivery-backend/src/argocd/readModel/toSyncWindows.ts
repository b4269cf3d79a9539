import type {
  SyncWindow,
  SyncWindows,
} from '@stonegarden/backstage-plugin-delivery-common';
import { z } from 'zod';
import { ArgocdProtocolError } from '../client/argocdErrors';
import { nextWindowChange } from './nextWindowChange';

const windowSchema = z.object({
  kind: z.enum(['allow', 'deny']),
  schedule: z.string(),
  duration: z.string(),
  manualSync: z.boolean().nullish(),
});
type Window = z.infer<typeof windowSchema>;
const windowsSchema = z.object({
  activeWindows: z.array(windowSchema).nullish(),
  assignedWindows: z.array(windowSchema).nullish(),
  canSync: z.boolean().nullish(),
});
const projectSchema = z.object({
  spec: z.object({
    syncWindows: z
      .array(windowSchema.extend({ timeZone: z.string().nullish() }))
      .nullish(),
  }),
});

const isSame = (one: Window, other: Window) =>
  one.kind === other.kind &&
  one.schedule === other.schedule &&
  one.duration === other.duration &&
  Boolean(one.manualSync) === Boolean(other.manualSync);

/** Time zones by which windows like this one go. More than one where the project has it several times. */
function zonesOf(project: unknown, window: Window): string[] {
  const parsed = projectSchema.safeParse(project);
  return parsed.success
    ? [
        ...new Set(
          (parsed.data.spec.syncWindows ?? [])
            .filter(each => isSame(each, window))
            .map(({ timeZone }) => timeZone || 'UTC'),
        ),
      ]
    : [];
}

/**
 * The sync windows of an Application. Argo CD leaves their time zones out, which stand in its AppProject: without that
 * (`undefined`), or where the project does not settle it, no time is told, since it could be hours off.
 */
export function toSyncWindows(
  answer: unknown,
  project: unknown,
  now: Date,
): SyncWindows {
  const parsed = windowsSchema.safeParse(answer);
  if (!parsed.success) {
    throw new ArgocdProtocolError('its sync windows are malformed');
  }
  const { activeWindows, assignedWindows, canSync } = parsed.data;
  const windows = (assignedWindows ?? []).map((window): SyncWindow => {
    const active = (activeWindows ?? []).some(each => isSame(each, window));
    const zones = zonesOf(project, window);
    const [timeZone] = zones.length === 1 ? zones : [undefined];
    const { kind, schedule, duration } = window;
    const changesAt =
      timeZone === undefined
        ? undefined
        : nextWindowChange({ schedule, duration, timeZone }, active, now);
    return {
      kind,
      schedule,
      duration,
      ...(timeZone ? { timeZone } : {}),
      manualSync: Boolean(window.manualSync),
      active,
      ...(changesAt ? { changesAt } : {}),
    };
  });
  return {
    asOf: now.toISOString(),
    canSync: canSync ?? windows.length === 0,
    windows,
  };
}
