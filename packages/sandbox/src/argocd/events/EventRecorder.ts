import { randomUUID } from 'node:crypto';
import { Application, ApplicationRecord, kubeTime } from '../Application';
import type { ApplicationEvent, ApplicationStore } from '../ApplicationStore';
import { resourceTree } from '../resourceTree';
import type { TreeNode } from '../TreeNode';
import { applicationHappenings } from './applicationHappenings';
import { Happening, InvolvedObject, KubeEvent } from './KubeEvent';
import { repeatedOf, resourceHappenings } from './resourceHappenings';

/** What events are about; Applications themselves do not say so. */
const APPLICATION = {
  kind: 'Application',
  apiVersion: 'argoproj.io/v1alpha1',
};

/** How long a cluster keeps an event. */
const KEPT_MS = 3_600_000;
const MAX_KEPT = 1000;

/**
 * Events of applications and of what they have in the cluster, of the last hour and of this process, made from each change of
 * an application.
 *
 * @internal
 */
export class EventRecorder {
  readonly #before = new Map<string, ApplicationRecord>();
  readonly #byApplication = new Map<string, KubeEvent[]>();
  #count = 0;

  readonly #now: () => Date;

  constructor({ store, now }: { store: ApplicationStore; now: () => Date }) {
    this.#now = now;
    for (const record of store.list()) {
      this.#before.set(record.application.metadata.name, record);
    }
    store.watch(event => this.#follow(event));
  }

  /** Events about the application itself, oldest first. */
  ofApplication({ metadata }: Application): KubeEvent[] {
    return this.#kept(metadata.name).filter(
      ({ involvedObject }) => involvedObject.uid === metadata.uid,
    );
  }

  /** Events about a resource of the application; what goes on repeats itself up to now. */
  ofResource(record: ApplicationRecord, node: TreeNode): KubeEvent[] {
    const { name } = record.application.metadata;
    const kept = this.#kept(name).filter(
      ({ involvedObject }) => involvedObject.uid === node.uid,
    );
    const last = kept.at(-1);
    const now = this.#now();
    const repeated = repeatedOf(node, now);
    return [
      ...kept,
      ...repeated.map(({ happening, first, latest, count }) => ({
        ...this.#event(objectOf(node), happening, latest),
        firstTimestamp: last?.firstTimestamp ?? kubeTime(first),
        count,
      })),
    ];
  }

  /** Says what a person did to an application. */
  ofPerson(
    application: Application,
    user: string,
    { reason, message }: { reason: string; message: string },
  ): void {
    this.#addOf(
      application,
      { reason, message: `${user} ${message}`, component: 'argocd-server' },
      { user },
    );
  }

  #follow({ type, record }: ApplicationEvent) {
    const { name } = record.application.metadata;
    if (type === 'DELETED') {
      this.#before.delete(name);
      this.#byApplication.delete(name);
      return;
    }
    const before = this.#before.get(name);
    this.#before.set(name, record);
    for (const happening of applicationHappenings(
      before?.application,
      record.application,
    )) {
      this.#addOf(record.application, happening);
    }
    // Of what was deployed long before this process nobody tells events any more.
    const isNew = !before && record.deployed !== null;
    for (const { node, happening } of isNew
      ? []
      : resourceHappenings(
          before ? resourceTree(before).nodes : [],
          resourceTree(record).nodes,
        )) {
      this.#add(name, this.#event(objectOf(node), happening, this.#now()));
    }
  }

  #addOf(
    application: Application,
    happening: Happening,
    annotations: Record<string, string> = {},
  ) {
    const { name, namespace, uid, resourceVersion } = application.metadata;
    const event = this.#event(
      { ...APPLICATION, namespace, name, uid, resourceVersion },
      happening,
      this.#now(),
    );
    this.#add(name, {
      ...event,
      metadata: {
        ...event.metadata,
        annotations: {
          'dest-namespace': application.spec.destination.namespace,
          'dest-server': '',
          ...annotations,
        },
      },
    });
  }

  #event(
    involvedObject: InvolvedObject,
    { reason, message, type = 'Normal', component }: Happening,
    at: Date,
  ): KubeEvent {
    this.#count += 1;
    const time = kubeTime(at);
    const nanos = BigInt(at.getTime()) * 1_000_000n + BigInt(this.#count);
    return {
      metadata: {
        name: `${involvedObject.name}.${nanos.toString(16)}`,
        namespace: involvedObject.namespace,
        uid: randomUUID(),
        resourceVersion: String(this.#count),
        creationTimestamp: time,
      },
      involvedObject,
      reason,
      message,
      source: { component },
      firstTimestamp: time,
      lastTimestamp: time,
      count: 1,
      type,
      eventTime: null,
    };
  }

  #add(name: string, event: KubeEvent) {
    this.#byApplication.set(
      name,
      [...this.#kept(name), event].slice(-MAX_KEPT),
    );
  }

  #kept(name: string): KubeEvent[] {
    const oldest = kubeTime(new Date(this.#now().getTime() - KEPT_MS));
    return (this.#byApplication.get(name) ?? []).filter(
      ({ lastTimestamp }) => lastTimestamp >= oldest,
    );
  }
}

function objectOf(node: TreeNode): InvolvedObject {
  const { group, version, kind, namespace = '', name, uid } = node;
  return {
    kind,
    namespace,
    name,
    uid,
    apiVersion: group ? `${group}/${version}` : version,
    resourceVersion: node.resourceVersion,
  };
}
