import { actionsRegistryServiceFactory } from '@backstage/backend-defaults/alpha';
import { TestDatabases } from '@backstage/backend-test-utils';
import { SHOP, useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(60_000);

const ACTIONS = '/api/delivery/.backstage/actions/v1/actions';
const TRAIN = { services: ['shop'], to: 'production' };
const STEP = { service: 'shop', from: 'staging', to: 'production' };

/** What each action does to the world, as assistants are told before they call it. */
const ATTRIBUTES = {
  'get-service-status': 'reads',
  'list-promotions': 'reads',
  'get-promotion': 'reads',
  'preview-promotion': 'reads',
  'open-promotion': 'changes',
  'approve-promotion': 'changes',
  'override-promotion': 'changes',
  'list-rollback-candidates': 'reads',
  'preview-rollback': 'reads',
  'open-rollback': 'changes',
  'preview-train': 'reads',
  'open-train': 'changes',
};

describe('actions for scripts and assistants', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const { start } = useDelivery(() => databases.init('SQLITE_3'));

  const begin = async (options: Parameters<typeof start>[0] = {}) => {
    const started = await start({
      ...options,
      features: [actionsRegistryServiceFactory],
    });
    const invoke = async (name: string, input: object) => {
      const { status, body } = await started.api
        .post(`${ACTIONS}/delivery:${name}/invoke`)
        .send(input);
      return { status, output: body.output, error: body.error?.message };
    };
    return { ...started, invoke };
  };

  it('are listed, with what they do to the world', async () => {
    const { api } = await begin();
    const { body } = await api.get(ACTIONS);
    const listed: Array<{
      name: string;
      description: string;
      attributes: Record<string, boolean>;
    }> = body.actions;
    expect(
      Object.fromEntries(
        listed.map(({ name, attributes }) => [name, attributes]),
      ),
    ).toEqual(
      Object.fromEntries(
        Object.entries(ATTRIBUTES).map(([name, what]) => [
          name,
          {
            readOnly: what === 'reads',
            destructive: what === 'changes',
            idempotent: true,
          },
        ]),
      ),
    );
    expect(listed.every(({ description }) => description.length > 40)).toBe(
      true,
    );
  });

  it('say what runs where', async () => {
    const { invoke } = await begin();
    const { status, output } = await invoke('get-service-status', {
      service: 'shop',
    });
    expect(status).toBe(200);
    expect(output).toMatchObject({
      service: 'component:default/shop',
      environments: [
        { name: 'dev', health: 'Healthy', release: '1.1' },
        { name: 'staging', health: 'Healthy', release: '1.1' },
        { name: 'production', health: 'Healthy', release: '1.0' },
      ],
      steps: [
        { from: 'dev', to: 'staging' },
        { from: 'staging', to: 'production' },
      ],
    });
  });

  it('preview, open and follow a promotion as the pages do', async () => {
    const { api, audit, auditor, invoke, git } = await begin();
    const preview = await invoke('preview-promotion', STEP);
    expect(preview.output).toMatchObject({
      canOpen: true,
      changes: [{ from: '1.0', to: '1.1' }],
    });
    expect(git.pulls).toEqual([]);

    const opened = await invoke('open-promotion', STEP);
    expect(opened.output).toMatchObject({
      kind: 'promotion',
      status: 'open',
      created: true,
      requestedBy: 'user:default/mock',
    });
    const again = await invoke('open-promotion', STEP);
    expect(again.output).toMatchObject({
      id: opened.output.id,
      created: false,
    });
    const { body } = await api
      .post(`${SHOP}/promotions`)
      .send({ from: 'staging', to: 'production' });
    expect(body.id).toBe(opened.output.id);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'promotion-open' }),
    );
    expect(audit.success).toHaveBeenCalled();

    const { output } = await invoke('get-promotion', {
      promotion: opened.output.id,
    });
    expect(output).toMatchObject({ id: opened.output.id, status: 'open' });
    for (const input of [{}, { service: 'shop' }]) {
      const listed = await invoke('list-promotions', input);
      expect(listed.output.promotions).toEqual([
        expect.objectContaining({ id: opened.output.id }),
      ]);
    }
  });

  it('never let anybody approve what they asked for themselves', async () => {
    const { invoke } = await begin();
    const { output } = await invoke('open-promotion', STEP);
    const approval = await invoke('approve-promotion', {
      promotion: output.id,
      commit: output.commit,
    });
    expect(approval).toMatchObject({
      status: 403,
      error: expect.stringContaining('nobody approves their own'),
    });
  });

  it('refuse what a gate refuses, with its reason', async () => {
    const { invoke, git } = await begin();
    const { status, error } = await invoke('open-promotion', {
      ...STEP,
      from: 'dev',
      to: 'staging',
    });
    expect(status).toBe(409);
    expect(error).toContain('staging already has the release of dev in Git');
    expect(git.pulls).toEqual([]);
  });

  it('give the rights of whoever invokes them, and no others', async () => {
    const { invoke, rights, git } = await begin();
    rights.allowOnly('catalog.entity.read', 'delivery.environment.read');
    expect((await invoke('preview-promotion', STEP)).status).toBe(200);
    for (const [name, input] of [
      ['open-promotion', STEP],
      ['open-train', TRAIN],
      [
        'open-rollback',
        {
          service: 'shop',
          environment: 'production',
          deployment: '00000000-0000-4000-8000-000000000000',
        },
      ],
    ] as const) {
      expect(await invoke(name, input)).toMatchObject({ status: 403 });
    }
    rights.allowOnly('catalog.entity.read');
    expect((await invoke('preview-promotion', STEP)).status).toBe(403);
    expect(git.pulls).toEqual([]);
  });

  it.each([
    ['get-service-status', { service: '../clusters' }],
    ['get-service-status', { service: 'group:default/product' }],
    ['get-promotion', { promotion: '../../x' }],
    ['open-promotion', { ...STEP, to: 'a/b' }],
    ['open-train', { ...TRAIN, services: ['shop', 'component:default/shop'] }],
    ['list-rollback-candidates', { service: 'shop', environment: 'a%2Fb' }],
    ['open-rollback', { service: 'shop', environment: 'production' }],
  ])('refuse to %s with %j', async (name, input) => {
    const { invoke } = await begin();
    expect(await invoke(name, input)).toMatchObject({ status: 400 });
  });

  it('promote several services together', async () => {
    const { invoke, git } = await begin();
    expect(await invoke('preview-train', TRAIN)).toMatchObject({
      status: 200,
      output: {
        to: 'production',
        services: [{ service: 'component:default/shop', canOpen: true }],
      },
    });
    const opened = await invoke('open-train', TRAIN);
    expect(opened).toMatchObject({
      status: 200,
      output: {
        created: true,
        services: [{ promotion: { status: 'open', to: 'production' } }],
      },
    });
    const again = await invoke('open-train', TRAIN);
    expect(again.output).toMatchObject({
      id: opened.output.id,
      created: false,
    });
    expect(git.pulls).toHaveLength(1);
  });

  it('go back to a release that ran there', async () => {
    const { invoke, deployment } = await begin();
    await deployment();
    const { output } = await invoke('list-rollback-candidates', {
      service: 'component:default/shop',
      environment: 'production',
    });
    expect(output).toEqual({ candidates: expect.any(Array) });
    const preview = await invoke('preview-rollback', {
      service: 'shop',
      environment: 'production',
      deployment: await deployment(),
    });
    expect(preview).toMatchObject({
      status: 200,
      output: { canOpen: expect.any(Boolean), warnings: expect.any(Array) },
    });
  });

  it('ask the Git host no more often than pages may', async () => {
    const { invoke } = await begin({
      delivery: { promotion: { previewsPerMinute: 2 } },
    });
    const statuses = [];
    for (let asked = 0; asked < 3; asked += 1) {
      statuses.push((await invoke('preview-promotion', STEP)).status);
    }
    expect(statuses).toEqual([200, 200, 429]);
  });
});
