import { mockServices } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  createReason,
  type Deployment,
  parseImage,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useFakeDate } from '../../__testUtils__/useFakeDate';
import type { ResolvedService } from '../../services/ServiceResolver';
import type { Considered, PromotionOpener } from '../PromotionOpener';
import type { PromotionRecord } from '../PromotionRecord';
import { AutomaticPromotions } from './AutomaticPromotions';

const MINUTE = 60 * 1000;
const START = Date.parse('2026-01-01T10:00:00Z');
const release = (tag: string) => ({
  images: [parseImage(`ghcr.io/acme/shop:${tag}`)],
});
const deployment = (overrides: Partial<Deployment> = {}) =>
  ({
    id: 'd1',
    environment: 'dev',
    release: release('1.2'),
    outcome: 'succeeded',
    healthySince: '2026-01-01T09:00:00.000Z',
    ...overrides,
  } as Deployment);
const shop = {
  entityRef: 'component:default/shop',
  name: 'shop',
  environments: [{ name: 'dev' }, { name: 'staging' }, { name: 'production' }],
} as ResolvedService;
const passed = {
  plan: {
    git: { target: { file: 'k', release: release('1.1') } },
    edit: {
      release: release('1.2'),
      releaseKey: 'k12',
      files: [{ path: 'a', before: '1', after: '2' }],
    },
  },
  gates: [
    {
      id: 'soak',
      status: 'passed',
      reason: createReason('Recorded', { text: 'x' }),
    },
  ],
  reasonRequired: [],
} as unknown as Considered;

const automatic = { rule: 'r', healthySince: '' };
const rollback = { deployment: 'd0', scope: 'versions' } as const;

describe('AutomaticPromotions', () => {
  const logger = mockServices.logger.mock();
  let current: Deployment | undefined;
  let past: Deployment[];
  let recorded: Array<Partial<PromotionRecord>>;
  let asked: boolean;
  let stopped: boolean;
  let consider: jest.MockedFunction<PromotionOpener['consider']>;
  let open: jest.MockedFunction<PromotionOpener['open']>;

  beforeEach(() => {
    useFakeDate(START);
    logger.warn.mockClear();
    current = deployment();
    past = [deployment({ environment: 'staging', release: release('1.1') })];
    recorded = [];
    asked = false;
    stopped = false;
    consider = jest.fn<
      ReturnType<PromotionOpener['consider']>,
      Parameters<PromotionOpener['consider']>
    >(async () => passed);
    open = jest.fn<
      ReturnType<PromotionOpener['open']>,
      Parameters<PromotionOpener['open']>
    >(async () => ({
      promotion: { id: 'p1' } as PromotionRecord,
      created: true,
    }));
  });
  afterEach(() => jest.useRealTimers());

  const create = () =>
    new AutomaticPromotions({
      auditor: mockServices.auditor.mock({
        createEvent: async () => ({
          success: async () => {},
          fail: async () => {},
        }),
      }),
      deployments: {
        current: async (_ref, environment) =>
          environment === 'dev' ? current : undefined,
        list: async ({ environment }) =>
          past.filter(each => each.environment === environment),
      },
      lines: {
        current: async () =>
          stopped ? { by: 'user:default/a', at: '', reason: '' } : undefined,
      },
      logger,
      onOpened: () => {},
      opener: { consider, open },
      policies: {
        autoOpenRule: (_service, environment) =>
          environment === 'staging' ? 'spec.promotion.rules[0]' : undefined,
      },
      services: { list: async () => [shop] },
      store: {
        list: async () => recorded as PromotionRecord[],
        wasAskedFor: async () => asked,
      },
    });

  it('opens what was verified, and names the rule and the release', async () => {
    await create().considerAll();
    expect(open.mock.calls).toEqual([
      [
        shop,
        {
          from: 'dev',
          to: 'staging',
          automatic: {
            rule: 'spec.promotion.rules[0]',
            healthySince: '2026-01-01T09:00:00.000Z',
            releaseKey: 'k12',
          },
        },
        { ref: 'plugin:delivery', mayApprove: false },
      ],
    ]);
  });

  it.each<[string, Partial<Deployment> | undefined]>([
    ['nothing runs', undefined],
    ['nobody knows yet what became of it', { outcome: undefined }],
    ['it failed', { outcome: 'failed' }],
    ['it never was healthy', { healthySince: undefined }],
    ['its release is not known', { release: undefined }],
  ])('asks nobody where %s', async (_what, overrides) => {
    current = overrides && deployment(overrides);
    await create().consider(shop);
    expect(consider).not.toHaveBeenCalled();
  });

  it.each<[string, Partial<PromotionRecord>]>([
    ['was rejected', { status: 'rejected', release: release('1.2') }],
    ['was superseded', { status: 'superseded', release: release('1.2') }],
    ['succeeded', { status: 'succeeded', release: release('1.2') }],
    [
      'is open, which the portal opened itself',
      {
        status: 'open',
        release: release('1.2'),
        automatic: { rule: 'r', healthySince: '' },
      },
    ],
  ])('leaves a release to people that %s', async (_what, record) => {
    recorded = [{ to: 'staging', ...record }];
    await create().consider(shop);
    expect(consider).not.toHaveBeenCalled();
  });

  it.each<[string, Partial<PromotionRecord>]>([
    ['somebody promotes another', { status: 'open' }],
    ['its own is merged and not verified', { status: 'verifying', automatic }],
    ['a rollback is open', { status: 'open', rollback }],
  ])('waits while %s', async (_what, record) => {
    recorded = [{ to: 'staging', release: release('1.0'), ...record }];
    const promotions = create();
    await promotions.consider(shop);
    expect(consider).not.toHaveBeenCalled();
    recorded[0].status = 'rejected';
    jest.setSystemTime(START + 2 * MINUTE);
    await promotions.consider(shop);
    expect(open).toHaveBeenCalledTimes(1);
  });

  it('takes the place of what it opened itself', async () => {
    recorded = [
      { to: 'staging', status: 'open', release: release('1.1'), automatic },
    ];
    await create().consider(shop);
    expect(open).toHaveBeenCalledTimes(1);
  });

  it('brings nothing back that has run there', async () => {
    past = [deployment({ environment: 'staging', release: release('1.2') })];
    await create().consider(shop);
    expect(open).not.toHaveBeenCalled();
  });

  describe('a release that came back', () => {
    const ran = (
      environment: string,
      tag: string,
      hour: number,
      more?: Partial<Deployment>,
    ) =>
      deployment({
        id: `${environment}-${tag}-${hour}`,
        environment,
        release: release(tag),
        from: `2026-01-01T0${hour}:00:00.000Z`,
        ...more,
      });
    const returned = ran('dev', '1.2', 9);
    const before = [
      returned,
      ran('dev', '1.3', 7),
      ran('dev', '1.2', 6),
      ran('dev', '1.1', 5),
    ];

    it.each<[string, Deployment[], Deployment]>([
      [
        'the target has the newer one',
        [ran('staging', '1.3', 8), ...before],
        returned,
      ],
      [
        'it is not known what is older',
        [ran('staging', '0.9', 8), ...before],
        returned,
      ],
      [
        'it was rolled back to, and nothing else is known',
        [],
        { ...returned, cause: 'rollback' },
      ],
    ])(
      'is left to people where %s',
      async (_what, recordedBefore, verified) => {
        past = recordedBefore;
        current = verified;
        consider.mockResolvedValue({
          ...passed,
          plan: {
            ...passed.plan,
            git: { ...passed.plan.git, target: { file: 'k' } },
          },
        });
        await create().consider(shop);
        expect(open).not.toHaveBeenCalled();
      },
    );

    it('is left to people where Git names the newer one in the target', async () => {
      past = [ran('staging', '1.1', 8), ...before];
      current = returned;
      consider.mockResolvedValue({
        ...passed,
        plan: {
          ...passed.plan,
          git: {
            ...passed.plan.git,
            target: { file: 'k', release: release('1.3') },
          },
        },
      });
      await create().consider(shop);
      expect(consider).toHaveBeenCalled();
      expect(open).not.toHaveBeenCalled();
    });

    it('is opened where it is newer than what the target has', async () => {
      past = [ran('staging', '1.1', 8), ...before];
      current = returned;
      await create().consider(shop);
      expect(open).toHaveBeenCalledTimes(1);
    });
  });

  it.each<[string, Partial<Considered>]>([
    ['a gate asks for a reason', { reasonRequired: [passed.gates[0].reason] }],
    ['something else stands in the way', { obstacle: passed.gates[0].reason }],
    ['there is one already', { existing: {} as PromotionRecord }],
    [
      'a gate is not known',
      { gates: [{ ...passed.gates[0], status: 'unknown' }] },
    ],
    [
      'Git names another release than was verified',
      {
        plan: {
          ...passed.plan,
          edit: { ...passed.plan.edit!, release: release('1.3') },
        },
      },
    ],
  ])('opens nothing where %s', async (_what, considered) => {
    consider.mockResolvedValue({ ...passed, ...considered });
    await create().consider(shop);
    expect(open).not.toHaveBeenCalled();
  });

  it('opens nothing that was ever asked for', async () => {
    asked = true;
    await create().consider(shop);
    expect(open).not.toHaveBeenCalled();
  });

  it('looks again when the gate has changed, and not before', async () => {
    const changesAt = new Date(START + 5 * MINUTE).toISOString();
    consider.mockResolvedValueOnce({
      ...passed,
      gates: [
        {
          ...passed.gates[0],
          status: 'pending',
          reason: createReason('Recorded', { text: 'x' }, { changesAt }),
        },
      ],
    });
    const promotions = create();
    await promotions.considerAll();
    jest.setSystemTime(START + 5 * MINUTE);
    await promotions.considerAll();
    expect(consider).toHaveBeenCalledTimes(1);
    jest.setSystemTime(START + 5 * MINUTE + 1_001);
    await promotions.considerAll();
    expect(open).toHaveBeenCalledTimes(1);
  });

  it('waits while all promotions are stopped', async () => {
    stopped = true;
    const promotions = create();
    await promotions.considerAll();
    await promotions.consider(shop);
    expect(consider).not.toHaveBeenCalled();
    stopped = false;
    await promotions.considerAll();
    expect(open).toHaveBeenCalledTimes(1);
  });

  it('tries again what did not work, later', async () => {
    open.mockRejectedValueOnce(new ServiceUnavailableError('No answer'));
    const promotions = create();
    await promotions.consider(shop);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('No answer'),
    );
    await promotions.consider(shop);
    expect(open).toHaveBeenCalledTimes(1);
    jest.setSystemTime(START + 2 * MINUTE);
    await promotions.consider(shop);
    expect(open).toHaveBeenCalledTimes(2);
  });

  it('looks once when it is asked several times at once', async () => {
    const promotions = create();
    await Promise.all([
      promotions.consider(shop),
      promotions.consider(shop),
      promotions.considerAll(),
    ]);
    expect(open).toHaveBeenCalledTimes(1);
  });
});
