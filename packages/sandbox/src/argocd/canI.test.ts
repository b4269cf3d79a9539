import { argocdClient } from '../__testUtils__/argocdClient';
import { testSandbox } from '../__testUtils__/testSandbox';

describe('can-i', () => {
  it('answers about projects and applications as recorded, and "no" for a star alone', async () => {
    const sandbox = await testSandbox();
    const argocd = argocdClient(sandbox.argocdUrl);
    const ask = async (question: string) =>
      (await argocd.call(`account/can-i/${question}`)).body;
    expect(await ask('applications/sync/*')).toEqual({ value: 'no' });
    expect(await ask('applications/sync/team-product/*')).toEqual({
      value: 'yes',
    });
    expect(await ask('applications/get/team-product/web-dev')).toEqual({
      value: 'yes',
    });
    expect(await ask('applications/delete/team-product/web-dev')).toEqual({
      value: 'no',
    });
    await sandbox.stop();
  });
});
