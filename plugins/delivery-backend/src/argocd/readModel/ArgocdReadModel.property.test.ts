import { mockServices } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import type {
  EnvironmentStatus,
  ReasonCode,
  ReasonParams,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ManifestEnvironment } from '@stonegarden/service-manifest';
import { FakeArgocd } from '../../__testUtils__/FakeArgocd';
import { shop } from '../../__testUtils__/shop';
import { ApplicationExpectations } from '../../environments/ApplicationExpectations';
import { deriveEnvironments } from '../../environments/deriveEnvironments';
import { serviceSourceOf } from '../../services/ServiceSource';
import { ArgocdReadModel } from './ArgocdReadModel';

const NAMES = ['dev', 'staging', 'production'] as const;
type Name = (typeof NAMES)[number];
const nameOf = (name: Name) => `shop-${name}`;
/** Production has a project of its own, which the account may lose. */
const projectOf = (name: Name) =>
  name === 'production' ? 'team-production' : 'team-shop';
const environments: ManifestEnvironment[] = NAMES.map(name => ({
  name,
  cluster: 'homelab',
  namespace: nameOf(name),
  autoSync: true,
}));
const service = {
  entityRef: 'component:default/shop',
  name: 'shop',
  entity: shop,
  environments,
};
const image = (tag: string) => [`ghcr.io/acme/shop:${tag}`];

type Step =
  | { kind: 'create' | 'delete' | 'deploy' | 'degrade'; name: Name }
  /** The API server starts anew and lists only these, for as long as nothing else is said. */
  | { kind: 'restart-argocd'; listed: Name[] }
  | { kind: 'fill-cache' }
  | { kind: 'list' }
  | { kind: 'drop-events' | 'send-events' }
  | { kind: 'forbid' | 'allow'; project: string }
  | { kind: 'silence' | 'answer' }
  | { kind: 'restart-portal' }
  | { kind: 'look' };

const name = fc.constantFrom(...NAMES);
const project = fc.constantFrom('team-shop', 'team-production');
const steps = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constantFrom('create', 'delete', 'deploy', 'degrade'),
      name,
    }),
    fc.record({
      kind: fc.constant('restart-argocd' as const),
      listed: fc.subarray([...NAMES]),
    }),
    fc.record({ kind: fc.constantFrom('forbid', 'allow'), project }),
    fc.record({
      kind: fc.constantFrom(
        'fill-cache',
        'list',
        'drop-events',
        'send-events',
        'silence',
        'answer',
        'restart-portal',
        'look',
      ),
    }),
  ) as fc.Arbitrary<Step>,
  { maxLength: 30 },
);

/** Lets everything happen that only waits for its turn. */
const turns = async () => {
  for (let i = 0; i < 5; i += 1) {
    await new Promise(setImmediate);
  }
};

/** What was the case from a time on. */
interface Moment {
  at: number;
  existing: Set<string>;
  /** Projects. */
  forbidden: Set<string>;
  /** Sync and health by name. */
  state: Map<string, string>;
}

/** A portal and an Argo CD, and an oracle that knows at each moment which Applications exist and what may be seen. */
class World {
  now = Date.parse('2026-01-01T12:00:00Z');
  readonly argocd = new FakeArgocd({
    head: () => 'a'.repeat(40),
    imagesAt: () => image('1'),
    now: () => new Date(this.now),
  });
  readonly #history: Moment[] = [];
  /** What was said at each change. */
  readonly said: EnvironmentStatus[] = [];
  #portal = this.#startPortal();

  async run(step: Step): Promise<void> {
    this.now += 60_000;
    switch (step.kind) {
      case 'create':
        if (!this.argocd.find(nameOf(step.name))) {
          this.argocd.add({
            name: nameOf(step.name),
            service: 'shop',
            environment: step.name,
            project: projectOf(step.name),
          });
        }
        break;
      case 'delete':
        this.argocd.remove(nameOf(step.name));
        break;
      case 'deploy':
        this.argocd.syncNow(nameOf(step.name));
        this.argocd.settle(nameOf(step.name));
        break;
      case 'degrade':
        this.argocd.settle(nameOf(step.name), 'Degraded');
        break;
      case 'restart-argocd':
        this.argocd.cache(step.listed.map(nameOf));
        this.argocd.endStreams();
        break;
      case 'fill-cache':
        this.argocd.cache();
        break;
      case 'drop-events':
        this.argocd.dropEvents = true;
        break;
      case 'send-events':
        this.argocd.dropEvents = false;
        break;
      case 'forbid':
        this.argocd.forbiddenProjects.add(step.project);
        break;
      case 'allow':
        this.argocd.forbiddenProjects.delete(step.project);
        break;
      case 'silence':
        this.argocd.isDown = true;
        break;
      case 'answer':
        this.argocd.isDown = false;
        break;
      case 'restart-portal':
        await this.#portal.stop();
        this.#portal = this.#startPortal();
        break;
      default:
    }
    this.#remember();
    if (step.kind === 'list') {
      this.#portal.relist();
    }
    await this.#settle();
    if (step.kind === 'look') {
      this.#portal.expect();
      await this.#settle();
    }
    this.#remember();
  }

  look(): EnvironmentStatus[] {
    return deriveEnvironments(
      { ...service, source: serviceSourceOf(shop) },
      this.#portal.model,
    );
  }

  async stop(): Promise<void> {
    await this.#portal.stop();
  }

  /** Whether something was the case at a time that a statement names. */
  was(at: string | undefined, fact: (then: Moment) => boolean): boolean {
    const time = Date.parse(at ?? '');
    return this.#history.some(
      (then, index) =>
        then.at <= time &&
        time <= (this.#history[index + 1]?.at ?? this.now) &&
        fact(then),
    );
  }

  /** Whether something was the case at any time until now. */
  ever(fact: (then: Moment) => boolean): boolean {
    return this.#history.some(fact);
  }

  #remember(): void {
    const existing = new Set(this.argocd.names);
    this.#history.push({
      at: this.now,
      existing,
      forbidden: new Set(this.argocd.forbiddenProjects),
      state: new Map(
        this.argocd.names.map(each => {
          const { sync, health } = this.argocd.find(each)!;
          return [each, `${sync.status} ${health.status}`];
        }),
      ),
    });
  }

  async #settle(): Promise<void> {
    await turns();
    await this.#portal.model.idle();
    await turns();
  }

  #startPortal() {
    // Back-off passes at once; lists come when the test says so.
    const waiting = new Set<() => void>();
    const model = new ArgocdReadModel({
      instances: [{ name: 'homelab', url: 'http://argocd', token: 't' }],
      logger: mockServices.logger.mock(),
      createApi: () => this.argocd,
      now: () => new Date(this.now),
      timing: {
        relistMs: 1_000,
        shortListMs: 1_000,
        longestBackOffMs: 10,
        // Never: it would come by the time that the test takes.
        silenceMs: 3_600_000,
      },
      sleep: (delayMs, signal) =>
        new Promise(resolve => {
          const wake = () => {
            waiting.delete(wake);
            resolve();
          };
          signal.addEventListener('abort', wake);
          if (signal.aborted) {
            wake();
          } else if (delayMs < 500) {
            // Argo CD that is silent is tried again at the next step, not in a loop.
            waiting.add(wake);
            setImmediate(() => this.argocd.isDown || wake());
          } else {
            waiting.add(wake);
          }
        }),
    });
    const expectations = new ApplicationExpectations({
      patterns: {
        name: '{service}-{environment}',
        project: undefined,
      },
      readModel: model,
    });
    const listen = () => {
      if (this.#portal?.model === model) {
        this.#remember();
        this.said.push(...this.look());
      }
    };
    model.subscribe({
      onChanges: listen,
      onProof: listen,
      onReachability: listen,
    });
    const wakeAll = () => [...waiting].forEach(wake => wake());
    model.start();
    return {
      model,
      relist: wakeAll,
      expect: () => {
        wakeAll();
        expectations.expect(service);
      },
      stop: () => model.stop(),
    };
  }
}

function paramsOf<Code extends ReasonCode>(
  { healthReason }: EnvironmentStatus,
  code: Code,
): ReasonParams[Code] {
  expect(healthReason?.code).toBe(code);
  return healthReason?.params as ReasonParams[Code];
}

/** Fails unless each statement about an environment has its proof. */
function judge(world: World, environment: EnvironmentStatus): void {
  const own = environment.name as Name;
  const context = JSON.stringify(environment);
  switch (environment.presence) {
    case 'absent': {
      const { application, project: asked } = paramsOf(
        environment,
        'ApplicationMissing',
      );
      expect(application).toBe(nameOf(own));
      // No such Application was in the project that it names.
      expect([
        context,
        world.was(
          environment.asOf,
          then => !then.existing.has(nameOf(own)) || asked !== projectOf(own),
        ),
      ]).toEqual([context, true]);
      break;
    }
    case 'forbidden': {
      const { right } = paramsOf(environment, 'ApplicationForbidden');
      const [, denied] = /^applications, get, (.+)\/shop-/.exec(right) ?? [];
      expect([context, world.ever(then => then.forbidden.has(denied))]).toEqual(
        [context, true],
      );
      break;
    }
    case 'present':
    case 'unlisted':
      // What it says of sync and health was so, and Missing and OutOfSync are Argo CD's own words.
      expect([
        context,
        world.ever(
          then =>
            then.state.get(nameOf(own)) ===
            `${environment.sync} ${environment.health}`,
        ),
      ]).toEqual([context, true]);
      break;
    default:
  }
  if (environment.presence !== 'present') {
    expect(environment.healthReason).toBeDefined();
  }
  if (!['present', 'unlisted'].includes(environment.presence)) {
    expect(environment).toMatchObject({ sync: 'Unknown', health: 'Unknown' });
    expect(environment).not.toHaveProperty('release');
  }
  if (environment.presence === 'unlisted') {
    expect(environment.stale).toBe(true);
  }
}

describe('what is said of environments', () => {
  it('has its proof, whatever lists lack, events are lost, rights are taken and servers are restarted', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(steps, async history => {
        const world = new World();
        try {
          for (const step of history) {
            await world.run(step);
            // Also what was said in between, at any change.
            [...world.said.splice(0), ...world.look()].forEach(each => {
              judge(world, each);
              seen.add(each.presence);
            });
          }
        } finally {
          await world.stop();
        }
      }),
      { numRuns: 1_000 },
    );
    expect([...seen].sort()).toEqual([
      'absent',
      'forbidden',
      'present',
      'unknown',
      'unlisted',
    ]);
  }, 120_000);

  it('comes back to the truth when everything answers again', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async history => {
        const world = new World();
        try {
          for (const step of history) {
            await world.run(step);
          }
          world.argocd.forbiddenProjects.clear();
          for (const kind of [
            'answer',
            'send-events',
            'fill-cache',
            'list',
            'list',
            'look',
            'look',
          ] as const) {
            await world.run({ kind });
          }
          for (const environment of world.look()) {
            const there = world.argocd.find(`shop-${environment.name}`);
            expect(environment).toMatchObject(
              there
                ? {
                    presence: 'present',
                    sync: there.sync.status,
                    health: there.health.status,
                    stale: false,
                  }
                : { sync: 'Unknown', health: 'Unknown', stale: false },
            );
            expect(['present', 'absent', 'unknown']).toContain(
              environment.presence,
            );
          }
        } finally {
          await world.stop();
        }
      }),
      { numRuns: 500 },
    );
  }, 120_000);
});
