import { MAX_LOG_LINES } from '@stonegarden/backstage-plugin-delivery-common';
import { openedShop } from '../__testUtils__/openedShop';
import { ArgocdResponseError } from '../argocd/client/argocdErrors';
import { LogReader } from './LogReader';

const POD = 'shop-5f4d-x1y2z';

describe('LogReader', () => {
  function create() {
    const opened = openedShop();
    const { argocd, applications, service } = opened;
    const pod = {
      kind: 'Pod',
      version: 'v1',
      namespace: 'shop-production',
      name: POD,
      uid: 'p1',
    };
    const tree = jest.fn(async () => [
      pod,
      // Of another group, and with the same name.
      { ...pod, group: 'example.dev', uid: 'p2' },
    ]);
    const resource = jest.spyOn(argocd, 'resource').mockResolvedValue({
      manifest: JSON.stringify({
        spec: {
          containers: [{ name: 'shop' }, { name: 'proxy' }],
          initContainers: [{ name: 'migrate' }],
        },
      }),
    } as never);
    const log = jest
      .spyOn(argocd.onDemand, 'log')
      .mockResolvedValue([{ content: 'a line' }, { last: true }]);
    const reader = new LogReader({ applications, environments: { tree } });
    const read = (query: { container?: string; previous?: boolean } = {}) =>
      reader.read(service, 'production', { pod: POD, ...query });
    return { ...opened, log, read, reader, resource, tree };
  }
  const fails = (detail: string, code = 400) =>
    new ArgocdResponseError({ status: code, detail });

  it('reads the first container where none is named, and one more line than it tells', async () => {
    const { log, read } = create();
    expect(await read()).toMatchObject({
      pod: POD,
      container: 'shop',
      containers: ['shop', 'proxy', 'migrate'],
      lines: [{ text: 'a line' }],
      truncated: false,
    });
    expect(log.mock.calls).toEqual([
      [
        expect.objectContaining({ name: 'shop-production' }),
        {
          namespace: 'shop-production',
          pod: POD,
          container: 'shop',
          previous: false,
          lines: MAX_LOG_LINES + 1,
        },
      ],
    ]);
  });

  it('tells the last lines of a longer log, and that there are more', async () => {
    const { log, read } = create();
    log.mockResolvedValue(
      Array.from({ length: MAX_LOG_LINES + 1 }, (_, index) => ({
        content: `line ${index}`,
      })),
    );
    const { lines, truncated } = await read();
    expect([lines.length, lines[0].text, truncated]).toEqual([
      MAX_LOG_LINES,
      'line 1',
      true,
    ]);
  });

  it('asks once for all who look at the same time, and for each log of its own', async () => {
    const { log, read, resource } = create();
    await Promise.all([read(), read(), read({ container: 'shop' })]);
    expect(log).toHaveBeenCalledTimes(1);
    await read({ previous: true });
    await read({ container: 'migrate' });
    expect(log.mock.calls.map(([, query]) => query)).toMatchObject([
      { container: 'shop', previous: false },
      { container: 'shop', previous: true },
      { container: 'migrate', previous: false },
    ]);
    expect(resource).toHaveBeenCalledTimes(1);
  });

  it('reads no pod that is not one of the environment’s, and no container that the pod does not have', async () => {
    const { log, read, reader, resource, service, tree } = create();
    await expect(
      reader.read(service, 'production', { pod: 'another' }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    expect(resource).not.toHaveBeenCalled();
    await expect(read({ container: 'sidecar' })).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('it has shop, proxy, migrate'),
    });
    tree.mockResolvedValue([]);
    await expect(read()).rejects.toMatchObject({ name: 'NotFoundError' });
    expect(log).not.toHaveBeenCalled();
  });

  it('does not guess containers where Argo CD does not tell them', async () => {
    const { read, resource } = create();
    resource.mockResolvedValue({ manifest: 'none' } as never);
    await expect(read()).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it.each([
    [
      'previous terminated container "shop" in pod "x" not found',
      'NotFoundError',
      'was never restarted',
    ],
    [
      'container "shop" in pod "x" is waiting to start: ContainerCreating',
      'ConflictError',
      'There is no log yet',
    ],
    ['something else at http://10.0.0.7', 'ConflictError', 'refused'],
  ])('says what %j means', async (detail, name, words) => {
    const { log, read } = create();
    log.mockRejectedValue(fails(detail));
    const error = await read({ previous: true }).catch(each => each);
    expect(error).toMatchObject({
      name,
      message: expect.stringContaining(words),
    });
    expect(error.message).not.toContain('10.0.0.7');
  });

  it('keeps no failure', async () => {
    const { log, read } = create();
    log.mockRejectedValueOnce(fails('no', 403));
    await expect(read()).rejects.toMatchObject({ name: 'NotAllowedError' });
    await expect(read()).resolves.toMatchObject({ pod: POD });
  });
});
